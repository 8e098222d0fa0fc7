// A real OpenID provider (the certified npm package oidc-provider) whose people do not type: the file named by
// PEOPLE says who logs in now, with which claims and which amr.

import { readFileSync } from "node:fs";
import http from "node:http";
import { Provider } from "oidc-provider";

const { PORT, PEOPLE, CALLBACK } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;
const now = () => JSON.parse(readFileSync(PEOPLE, "utf8"));

const provider = new Provider(issuer, {
  clients: [{ client_id: "leidenmo", client_secret: "geheim-voor-een-test", redirect_uris: [CALLBACK] }],
  claims: { openid: ["sub", "groups", "amr", "acr"], profile: ["given_name", "family_name"], email: ["email"] },
  conformIdTokenClaims: false,
  acrValues: ["hoog"],
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  cookies: { keys: ["alleen-in-een-test"] },
  interactions: { url: (_ctx, interaction) => `/wie/${interaction.uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ ...now().claims, sub: id }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});

const answer = provider.callback();
http
  .createServer(async (request, response) => {
    if (!request.url.startsWith("/wie/")) return answer(request, response);
    await provider.interactionDetails(request, response);
    const { sub, amr, acr } = now();
    return provider.interactionFinished(request, response, { login: { accountId: sub, amr, acr } });
  })
  .listen(Number(PORT), "127.0.0.1");

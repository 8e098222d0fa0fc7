// Makes a server-drawn chart interactive when someone asks for it: only then plotly is fetched (some 400 kB).

const figure = document.querySelector("[data-chart]");
const data = document.getElementById("chart-data");

if (figure && data) {
  const button = figure.querySelector("[data-chart-button]");
  const live = figure.querySelector("[data-chart-live]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await load(button.dataset.library);
    } catch {
      button.disabled = false;
      button.textContent = "De grafiek kon niet geladen worden. Probeer het opnieuw";
      return;
    }
    const chart = JSON.parse(data.textContent);
    live.hidden = false;
    await window.Plotly.newPlot(live, chart.data, chart.layout, { responsive: true, displaylogo: false });
    for (const drawing of figure.querySelectorAll("[data-chart-drawing]")) drawing.hidden = true;
    figure.querySelector("figcaption").hidden = true;
    live.tabIndex = -1;
    live.focus();
  });
}

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

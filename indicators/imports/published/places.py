"""The names of Dutch municipalities, by which a heading says whose figures stand below it: Periode | Gouda | Nederland.

Those of today and of the years in which budgets have had beleidsindicatoren (from 2016). Utrecht and Groningen are left
out: they are provinces as well, and then the column may be of others.
"""

import unicodedata

_NAMES = """
aaenhunze aalburg aalsmeer aalten achtkarspelen alblasserdam albrandswaard alkmaar almelo almere alphenaandenrijn
alphenchaam altena ameland amersfoort amstelveen amsterdam apeldoorn appingedam arnhem assen asten baarlenassau baarn
barendrecht barneveld bedum beek beekdaelen beemster beesel bellingwedde bergeijk bergen bergendal bergenlimburg
bergennh bergenopzoom berkelland bernheze best beuningen beverwijk binnenmaas bladel blaricum bloemendaal
bodegravenreeuwijk boekel borgerodoorn borne borsele boxmeer boxtel breda brielle bronckhorst brummen brunssum bunnik
bunschoten buren bussum capelleaandenijssel castricum coevorden cranendonck cromstrijen cuijk culemborg dalfsen
dantumadeel dantumadiel debilt defriesemeren defryskemarren delft delfzijl demarne denbosch denhaag denhelder
derondevenen deurne deventer dewolden diemen dijkenwaard dinkelland doesburg doetinchem dongen dongeradeel dordrecht
drechterland drimmelen dronten druten duiven echtsusteren edamvolendam ede eemnes eemsdelta eemsmond eersel
eijsdenmargraten eindhoven elburg emmen enkhuizen enschede epe ermelo ettenleur ferwerderadiel franekeradeel
geertruidenberg geldermalsen geldropmierlo gemertbakel gennep giessenlanden gilzeenrijen goereeoverflakkee goes goirle
gooisemeren gorinchem gouda grave grootegast gulpenwittem haaksbergen haaren haarlem haarlemmerliedeenspaarnwoude
haarlemmermeer halderberge hardenberg harderwijk hardinxveldgiessendam haren harlingen hattem heemskerk heemstede
heerde heerenveen heerhugowaard heerlen heezeleende heiloo hellendoorn hellevoetsluis helmond hendrikidoambacht
hengelo hethogeland heumen heusden hillegom hilvarenbeek hilversum hoekschewaard hofvantwente hollandskroon hoogeveen
hoogezandsappemeer hoorn horstaandemaas houten huizen hulst ijsselstein kaagenbraassem kampen kapelle katwijk kerkrade
koggenland kollumerland korendijk krimpenaandenijssel krimpenerwaard laarbeek landerd landgraaf landsmeer landvancuijk
langedijk lansingerland laren leek leerdam leeuwarden leeuwarderadeel leiden leiderdorp leidschendamvoorburg lelystad
leudal leusden lingewaal lingewaard lisse littenseradiel lochem loonopzand lopik loppersum losser maasdriel maasgouw
maashorst maassluis maastricht marum medemblik meerssen meierijstad menameradiel menterwolde meppel middelburg
middendelfland middendrenthe middengroningen millensinthubert moerdijk molenlanden molenwaard montferland montfoort
mookenmiddelaar muiden naarden nederbetuwe nederweert neerbetuwe neerijnen nieuwegein nieuwkoop nijkerk nijmegen
nissewaard noardeastfryslan noordbeveland noordenveld noordoostpolder noordwijk noordwijkerhout nuenen
nuenengerwenennederwetten nunspeet nuth oegstgeest oirschot oisterwijk oldambt oldebroek oldenzaal olstwijhe ommen
onderbanken oosterhout oostgelre ooststellingwerf oostzaan opmeer opsterland oss oudeijsselstreek ouderamstel
oudewater overbetuwe papendrecht peelenmaas pekela pijnackernootdorp purmerend putten raalte reimerswaal renkum
renswoude reuseldemierden rheden rhenen ridderkerk rijnwaarden rijssenholten rijswijk roerdalen roermond roosendaal
rotterdam rozendaal rucphen schagen scherpenzeel schiedam schiermonnikoog schijndel schinnen schouwenduiveland
sgravenhage shertogenbosch simpelveld sintanthonis sintmichielsgestel sintoedenrode sittardgeleen sliedrecht
slochteren sluis smallingerland soest someren sonenbreugel spijkenisse stadskanaal staphorst stedebroec steenbergen
steenwijkerland stein stichtsevecht strijen sudwestfryslan tenboer terneuzen terschelling texel teylingen tholen tiel
tietjerksteradeel tilburg tubbergen twenterand tynaarlo tytsjerksteradiel uden uitgeest uithoorn urk
utrechtseheuvelrug vaals valkenburgaandegeul valkenswaard veendam veenendaal veere veghel veldhoven velsen venlo
venray vianen vijfheerenlanden vlaardingen vlagtwedde vlieland vlissingen voerendaal voorneaanzee voorschoten voorst
vught waadhoeke waalre waalwijk waddinxveen wageningen wassenaar waterland weert weesp werkendam westbetuwe
westerkwartier westerveld westervoort westerwolde westland westmaasenwaal weststellingwerf westvoorne wierden wijchen
wijdemeren wijkbijduurstede winsum winterswijk woensdrecht woerden wormerland woudenberg woudrichem zaanstad
zaltbommel zandvoort zederik zeewolde zeist zevenaar zoetermeer zoeterwoude zuidhorn zuidplas zuidwestfryslan zundert
zutphen zwartewaterland zwijndrecht zwolle
"""
_PLACES = frozenset(_NAMES.split())
LONGEST = 40  # characters


def is_municipality(text: str) -> bool:
    """Whether a text is the name of a municipality and nothing else; a name may have been broken: Waad hoeke."""
    if len(text) > LONGEST or any(character.isdigit() for character in text):
        return False
    bare = text.strip().casefold().removeprefix("gemeente ")
    letters = unicodedata.normalize("NFD", bare)  # without accents
    return "".join(c for c in letters if c.isalpha()) in _PLACES

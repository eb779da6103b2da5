/** The forty partners of the demo workshop: shops, museums, friends of pewter, and those it buys from. */

export interface DemoPartner {
  readonly name: string
  readonly kind: 'company' | 'person'
  readonly street: string
  readonly postal: string
  readonly city: string
  readonly country: string
  readonly vat?: string
  readonly supplier?: boolean
  readonly tier?: 'HANDEL'
}

const shop = (
  name: string,
  street: string,
  postal: string,
  city: string,
  country = 'DE',
  vat?: string,
): DemoPartner => ({
  name,
  kind: 'company',
  street,
  postal,
  city,
  country,
  tier: 'HANDEL',
  ...(vat === undefined ? {} : { vat }),
})
const person = (name: string, street: string, postal: string, city: string, country = 'DE'): DemoPartner => ({
  name,
  kind: 'person',
  street,
  postal,
  city,
  country,
})
const supplier = (name: string, street: string, postal: string, city: string): DemoPartner => ({
  name,
  kind: 'company',
  street,
  postal,
  city,
  country: 'DE',
  supplier: true,
})

export const partners: readonly DemoPartner[] = [
  shop('Zinnstube Landsberg', 'Vorderer Anger 12', '86899', 'Landsberg am Lech'),
  shop('Marktladen Andechs', 'Bergstraße 2', '82346', 'Andechs'),
  shop('Geschenkhaus Wiedemann', 'Theatinerstraße 30', '80333', 'München'),
  shop('Spielzeug Obermaier', 'Maximilianstraße 8', '86150', 'Augsburg'),
  shop('Christkindlladen Rothenburg', 'Herrngasse 5', '91541', 'Rothenburg ob der Tauber'),
  shop('Museumsladen Ammersee', 'Seestraße 21', '86911', 'Dießen am Ammersee'),
  shop('Kunsthandwerk Lindner', 'Sendlinger Straße 45', '80331', 'München'),
  shop('Heimatwerk Salzburg', 'Am Residenzplatz 9', '5020', 'Salzburg', 'AT', 'ATU12345675'),
  shop('Boutique Étain', '14 rue des Francs-Bourgeois', '75003', 'Paris', 'FR', 'FR40303265045'),
  shop('Zinnwinkel Nürnberg', 'Burgstraße 3', '90403', 'Nürnberg'),
  shop('Souvenirs am Königssee', 'Seestraße 29', '83471', 'Schönau am Königssee'),
  shop('Alpenladen Garmisch', 'Bahnhofstraße 17', '82467', 'Garmisch-Partenkirchen'),
  shop('Weihnachtswelt Bergmann', 'Hauptstraße 60', '09548', 'Seiffen'),
  shop('Laden am Dom', 'Domstraße 4', '97070', 'Würzburg'),
  shop('Schöne Dinge Hamburg', 'Lange Reihe 71', '20099', 'Hamburg'),
  shop('Pewter & Co.', '22 Rue du Rhône', '1204', 'Genève', 'CH'),
  shop('Tiroler Stube', 'Maria-Theresien-Straße 18', '6020', 'Innsbruck', 'AT', 'ATU87654329'),
  shop('Berliner Figurenkabinett', 'Bergmannstraße 101', '10961', 'Berlin'),
  person('Anna Berger', 'Prinz-Ludwig-Straße 4', '86911', 'Dießen am Ammersee'),
  person('Josef Kirchner', 'Lindenweg 9', '82211', 'Herrsching'),
  person('Maria Sedlmayr', 'Kirchplatz 1', '86919', 'Utting'),
  person('Thomas Reindl', 'Am Graben 6', '82399', 'Raisting'),
  person('Elisabeth Huber', 'Rosenstraße 22', '80331', 'München'),
  person('Georg Strobl', 'Hofmark 3', '86911', 'Dießen am Ammersee'),
  person('Claudia Neumann', 'Goethestraße 15', '04109', 'Leipzig'),
  person('Peter Hahn', 'Schillerplatz 2', '70173', 'Stuttgart'),
  person('Ingrid Vogel', 'Marktstraße 40', '50968', 'Köln'),
  person('Wolfgang Pichler', 'Dorfplatz 7', '6290', 'Mayrhofen', 'AT'),
  person('Sabine Kraus', 'Ludwigstraße 33', '93047', 'Regensburg'),
  person('Michael Bauer', 'Bachgasse 5', '86150', 'Augsburg'),
  person('Renate Schuster', 'Waldweg 18', '82327', 'Tutzing'),
  person('Hans Gruber', 'Seeblick 11', '82229', 'Seefeld'),
  person('Monika Engel', 'Parkstraße 2', '65185', 'Wiesbaden'),
  person('Franz Lechner', 'Lechfeldstraße 27', '86899', 'Landsberg am Lech'),
  supplier('Metallhandel Lang', 'Industriestraße 14', '86165', 'Augsburg'),
  supplier('Farben Stockmann', 'Pinselgasse 3', '90402', 'Nürnberg'),
  supplier('Kartonagen Weiß', 'Papiermühle 1', '87600', 'Kaufbeuren'),
  supplier('Formenbau Eder', 'Gewerbepark 8', '82362', 'Weilheim'),
  supplier('Energie Oberland', 'Stadtplatz 5', '82362', 'Weilheim'),
  supplier('Versandhaus Holzer', 'Speditionsweg 22', '86899', 'Landsberg am Lech'),
]

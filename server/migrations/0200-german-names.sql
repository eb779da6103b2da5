-- What comes with Kontor reads German on German screens: names and descriptions that were English alone.

alter table currency add column names jsonb not null default '{}',
  add constraint ck_currency__names check (jsonb_typeof(names) = 'object');
alter table status add column names jsonb not null default '{}', add column descriptions jsonb not null default '{}',
  add constraint ck_status__names check (jsonb_typeof(names) = 'object'),
  add constraint ck_status__descriptions check (jsonb_typeof(descriptions) = 'object');
alter table organization_type add column names jsonb not null default '{}',
  add column descriptions jsonb not null default '{}',
  add constraint ck_organization_type__names check (jsonb_typeof(names) = 'object'),
  add constraint ck_organization_type__descriptions check (jsonb_typeof(descriptions) = 'object');
alter table tax_category add column names jsonb not null default '{}',
  add column descriptions jsonb not null default '{}',
  add constraint ck_tax_category__names check (jsonb_typeof(names) = 'object'),
  add constraint ck_tax_category__descriptions check (jsonb_typeof(descriptions) = 'object');
alter table tax_jurisdiction add column names jsonb not null default '{}',
  add constraint ck_tax_jurisdiction__names check (jsonb_typeof(names) = 'object');
alter table tax_rate add column names jsonb not null default '{}',
  add constraint ck_tax_rate__names check (jsonb_typeof(names) = 'object');
alter table role add column descriptions jsonb not null default '{}',
  add constraint ck_role__descriptions check (jsonb_typeof(descriptions) = 'object');
alter table duty_rule add column descriptions jsonb not null default '{}',
  add constraint ck_duty_rule__descriptions check (jsonb_typeof(descriptions) = 'object');

update organization_type type set names = jsonb_build_object('en', type.name, 'de', german.name),
  descriptions = jsonb_build_object('en', type.description, 'de', german.description)
from (values
  ('Company', 'Unternehmen', 'Rechtlich selbständig oder oberste Organisation.'),
  ('Division', 'Sparte', 'Ein großer Geschäftsbereich eines Unternehmens.'),
  ('Department', 'Abteilung', 'Eine Fachabteilung einer Sparte oder eines Unternehmens.'),
  ('Team', 'Team', 'Eine Gruppe innerhalb einer Abteilung.'),
  ('Location/Branch', 'Standort oder Filiale', 'Ein Büro oder eine Niederlassung.'),
  ('Customer', 'Kunde', 'Eine fremde Organisation, die Waren oder Leistungen kauft.'),
  ('Supplier', 'Lieferant', 'Eine fremde Organisation, die Waren oder Leistungen liefert.'),
  ('Partner', 'Partner', 'Eine fremde Organisation, mit der zusammengearbeitet wird.'),
  ('Vendor', 'Anbieter', 'Anderes Wort für Lieferant oder eine besondere Art davon.')
) german (english, name, description)
where type.name = german.english;

update status set names = jsonb_build_object('en', status.name, 'de', german.name),
  descriptions = jsonb_build_object('en', status.description, 'de', german.description)
from (values
  ('draft', 'Entwurf', 'Wird noch bearbeitet und gilt noch nicht.'),
  ('active', 'Aktiv', 'Gilt und wird benutzt.'),
  ('inactive', 'Inaktiv', 'Gilt zurzeit nicht, kann aber wieder gelten.'),
  ('archived', 'Archiviert', 'Abgelegt und in der Regel nur noch zu lesen.'),
  ('discontinued', 'Ausgelaufen', 'Wird nicht mehr angeboten.'),
  ('pending', 'Ausstehend', 'Wartet auf jemanden oder auf eine Freigabe.'),
  ('pending_approval', 'Freigabe ausstehend', 'Wartet auf eine Freigabe.'),
  ('approved', 'Freigegeben', 'Ist freigegeben.'),
  ('rejected', 'Abgelehnt', 'Ist abgelehnt.'),
  ('completed', 'Abgeschlossen', 'Vorgang oder Aufgabe ist fertig.'),
  ('cancelled', 'Storniert', 'Vorgang oder Aufgabe ist abgebrochen.'),
  ('sent', 'Versandt', 'Das Dokument ist beim Partner.'),
  ('accepted', 'Angenommen', 'Der Partner hat das Dokument angenommen.'),
  ('expired', 'Abgelaufen', 'Die Gültigkeit des Dokuments ist vorbei.'),
  ('confirmed', 'Bestätigt', 'Das Dokument bindet beide Seiten.'),
  ('closed', 'Erledigt', 'Es wird nichts mehr erwartet.'),
  ('ready', 'Bereit', 'Die Ware ist bereitgestellt und kann gehen.'),
  ('shipped', 'Versandt', 'Die Ware ist unterwegs.'),
  ('received', 'Eingegangen', 'Die Ware ist angekommen.'),
  ('posted', 'Gebucht', 'Das Dokument ist gebucht und ändert sich nie mehr.'),
  ('open', 'Offen', 'Noch ist nichts bezahlt.'),
  ('partly_paid', 'Teilweise bezahlt', 'Ein Teil ist bezahlt.'),
  ('paid', 'Bezahlt', 'Nichts ist mehr offen.'),
  ('suspended', 'Gesperrt', 'Der Zugang ist vorerst gesperrt.')
) german (slug, name, description)
where status.slug = german.slug;

update tax_category class set names = jsonb_build_object('en', class.name, 'de', german.name),
  descriptions = jsonb_build_object('en', class.description, 'de', german.description)
from (values
  ('STANDARD', 'Regelsatz', 'Waren und Leistungen ohne besonderen Satz.'),
  ('REDUCED', 'Ermäßigter Satz',
    'Der ermäßigte Satz eines Landes, etwa für Bücher und die meisten Lebensmittel.'),
  ('REDUCED_2', 'Zweiter ermäßigter Satz', 'Wo ein Land zwei ermäßigte Sätze hat.'),
  ('REDUCED_3', 'Dritter ermäßigter Satz', 'Wo ein Land einen dritten, sehr niedrigen hat.'),
  ('ZERO', 'Nullsatz', 'Mit null Prozent besteuert.'),
  ('EXEMPT', 'Steuerfrei', 'Von Gesetzes wegen frei von Steuer.')
) german (code, name, description)
where class.tenant_id is null and class.code = german.code;

-- States have the name of their language, but for those that German has its own word for.
update tax_jurisdiction place
set names = jsonb_build_object('en', place.name, 'de', coalesce(country.name ->> 'de', german.name, place.name))
from tax_jurisdiction self
left join country on country.code = self.code
left join (values
  ('US-CA', 'Kalifornien'), ('US-PA', 'Pennsylvanien')
) german (code, name) on german.code = self.code
where self.id = place.id;

-- 'Finland 25.5 %' and 'Finland: export': the place, then what is levied there.
update tax_rate rate set names = jsonb_build_object('en', rate.name, 'de', (place.names ->> 'de') ||
  coalesce(': ' || german.name, replace(substr(rate.name, length(place.name) + 1), '.', ',')))
from tax_rate self
join tax_jurisdiction place on place.id = self.jurisdiction_id
left join (values
  ('E', 'steuerfrei'), ('K', 'innergemeinschaftliche Lieferung'), ('G', 'Ausfuhr'),
  ('AE', 'Steuerschuld des Empfängers'), ('O', 'nicht steuerbar')
) german (category, name) on german.category = self.category
where self.id = rate.id and rate.tenant_id is null;

update role set descriptions = jsonb_build_object('en', role.description, 'de', german.description)
from (values
  ('sales', 'Angebote, Aufträge und die Entwürfe von Lieferungen und Rechnungen.'),
  ('warehouse', 'Wareneingang, Bereitstellung, Versand, Umlagerung und Zählung.'),
  ('purchasing', 'Lieferanten, Wareneingänge und der Katalog.'),
  ('accounts', 'Rechnungen, Zahlungen, Preise, Steuern und Bedingungen.'),
  ('viewer', 'Sieht das Geschäft, ändert nichts.'),
  ('administrator', 'Darf alles, in den Organisationen der Mitgliedschaft.'),
  ('operator', 'Erfasst und ändert Dokumente, entscheidet nichts.'),
  ('manager', 'Entscheidet über Dokumente, vergibt Rollen, die er selbst hat, und sieht, wer welche hat.'),
  ('sales_representative', 'Kunden, Angebote und Aufträge.'),
  ('sales_manager', 'Beaufsichtigt den Verkauf und gibt Sonderpreise frei.'),
  ('production_planner', 'Plant, was aus dem Vorhandenen gefertigt wird.'),
  ('production_manager', 'Beaufsichtigt die Produktion und ihr Material.'),
  ('warehouse_clerk', 'Nimmt Ware an, lagert um, zählt und versendet.'),
  ('warehouse_manager', 'Beaufsichtigt Lager, Umlagerungen und Zählungen.'),
  ('purchase_officer', 'Lieferanten, Wareneingänge und was gekauft wird.'),
  ('finance_user', 'Sieht und exportiert Rechnungen, verfolgt Zahlungen.'),
  ('marketing_user', 'Texte und Bilder der Produkte.'),
  ('quality_assurance', 'Chargen, ihr Status und was zurückkommt.'),
  ('customer_service', 'Anfragen von Kunden und Retouren.'),
  ('system_administrator', 'Darf alles; wer sie bekommt, muss von jemand anderem freigegeben werden.')
) german (code, description)
where role.tenant_id is null and role.code = german.code;

update duty_rule rule set descriptions = jsonb_build_object('en', rule.description, 'de', german.description)
from (values
  ('ship_and_invoice', 'Ware könnte unberechnet das Haus verlassen oder berechnet werden, ohne es zu verlassen.'),
  ('take_back_and_credit', 'Ware, die nie zurückkam, könnte gutgeschrieben werden.'),
  ('users_and_audit', 'Wer Rechte vergibt, würde beurteilen, wie sie genutzt werden.'),
  ('roles_and_assignments', 'Rechte könnten unbemerkt entstehen und vergeben werden.'),
  ('users_and_payments', 'Über ein erfundenes Konto könnte bezahlt werden.'),
  ('assign_and_approve',
    'Niemand gibt ohnehin seine eigene Zuweisung frei; zwei könnten es füreinander tun.'),
  ('partner_and_payment', 'Ein erfundener Partner könnte bezahlt werden.'),
  ('invoice_and_payment', 'Erhaltenes Geld könnte hinter einer Rechnung verschwinden.'),
  ('credit_and_payment', 'Eine Zahlung könnte behalten und ihre Rechnung storniert werden.'),
  ('bank_and_payment', 'Geld könnte auf ein anderes Konto gelenkt werden.'),
  ('sell_and_approve', 'Einen Rabatt über der Grenze sollte jemand anderer freigeben.'),
  ('price_and_sell', 'Ein Preis könnte für einen einzigen Auftrag gesenkt werden.'),
  ('order_and_receive', 'Ware, die nie kam, könnte erfasst werden.'),
  ('receive_and_count', 'Was fehlt, könnte weggezählt werden.'),
  ('ship_and_count', 'Was entnommen wurde, könnte weggezählt werden.'),
  ('record_and_release', 'Wer eine Charge anlegt, sollte nicht über sie urteilen.')
) german (code, description)
where rule.tenant_id is null and rule.code = german.code;

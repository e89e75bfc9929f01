import { IMPORT_FIELDS, IMPORT_KINDS, type ImportKind, type ImportMapping } from '../../../src-shared/contract/imports.ts';
import { plainName } from './refused.ts';

/**
 * What the columns of exports are called, in English, Spanish, German and French, and by WHMCS and EspoCRM; in lower case, without accents,
 * words apart. A `+` joins columns in this order. The first that a file has is taken.
 */
const NAMES: { readonly [K in ImportKind]: Readonly<Record<string, string>> } = {
  people: {
    id: 'id|client id|customer id|contact id|person id|user id|userid|id cliente|kunden id|id client|external id|client number|customer number|kundennummer|numero de cliente|numero client',
    name: 'name|full name|fullname|first name+last name|firstname+lastname|given name+family name|nombre completo|nombre+apellidos|nombre+apellido|vorname+nachname|prenom+nom|nombre|nom complet|kontaktname|contact name|client name|customer name|nom|last name|company name',
    email: 'email|e mail|email address|e mail address|mail|correo|correo electronico|e mail adresse|courriel|adresse email|adresse e mail',
    phone:
      'phone|phone number|phonenumber|telephone|tel|mobile|telefono|movil|telefon|telefonnummer|handy|rufnummer|numero de telephone|portable',
    customer_number:
      'customer number|customer no|client number|client id|customer id|kundennummer|kunden nr|numero de cliente|n cliente|numero client|numero de client|account number',
    address:
      'address|full address|address1+address2+city+state+postcode+country|billing address street+billing address city+billing address state+billing address postal code+billing address country|address street+address city+address state+address postal code+address country|street+city+state+zip|street+city+zip|street+zip+city|strasse+plz+ort|calle+codigo postal+ciudad|rue+code postal+ville|direccion|anschrift|adresse|domicilio|address1',
    language: 'language|lang|idioma|lengua|sprache|langue',
    country: 'country|country code|countrycode|pais|land|pays|billing address country|address country',
    region: 'region|state|state code|statecode|province|estado|provincia|bundesland|etat|billing address state|address state',
    product: 'product|products|service|plan|package|producto|productos|produkt|produkte|tarif|produit|produits|servicio',
    ticket: 'ticket|ticket number|ticket id|tid|ticketnummer|numero de ticket|numero ticket',
    date_of_birth: 'date of birth|birth date|birthdate|birthday|dob|fecha de nacimiento|geburtsdatum|geburtstag|date de naissance',
  },
  accounts: {
    id: 'id|account id|accountid|external id|id cuenta|konto id|id compte',
    number: 'number|account number|account no|account|numero de cuenta|cuenta|kontonummer|konto|numero de compte|compte|id|account id',
    name: 'name|account name|company|company name|companyname|nombre|nombre de la cuenta|empresa|kontoname|firma|unternehmen|nom|nom du compte|societe|entreprise',
    parent:
      'parent|parent account|parent number|parent id|parent account id|cuenta principal|cuenta padre|ubergeordnetes konto|hauptkonto|compte parent|compte principal',
    status: 'status|account status|state|estado|zustand|statut|etat',
  },
  relations: {
    person:
      'person|person id|contact|contact id|user|user id|userid|customer|client id|persona|contacto|kontakt|kontakt id|personne|id contact',
    account: 'account|account number|account id|accountid|cuenta|numero de cuenta|konto|kontonummer|compte|numero de compte|client',
    kind: 'kind|role|relation|relationship|type|rol|relacion|tipo|rolle|beziehung|art|lien',
    permissions: 'permissions|rights|permisos|derechos|berechtigungen|rechte|droits|autorisations',
    from: 'from|since|start|start date|valid from|desde|inicio|von|seit|ab|beginn|depuis|debut',
    until: 'until|to|end|end date|valid until|expires|hasta|fin|bis|ende|jusqu au',
    by: 'by|granted by|added by|por|concedido por|von wem|erteilt von|par|accorde par',
    state: 'state|status|estado|zustand|statut|etat',
  },
  grants: {
    account: 'account|subaccount|sub account|account number|cuenta|subcuenta|konto|unterkonto|compte|sous compte',
    to_account: 'to account|granted to|parent|parent account|to|cuenta principal|an konto|hauptkonto|au compte|compte principal',
    permissions: 'permissions|rights|permisos|derechos|berechtigungen|rechte|droits|autorisations',
    from: 'from|since|start|start date|valid from|desde|inicio|von|seit|ab|beginn|depuis|debut',
    until: 'until|end|end date|valid until|expires|hasta|fin|bis|ende|jusqu au',
    by: 'by|granted by|added by|por|concedido por|erteilt von|par|accorde par',
    state: 'state|status|estado|zustand|statut|etat',
  },
  preferences: {
    person: 'person|person id|contact|contact id|client id|customer id|user id|userid|id|persona|kontakt|personne',
    scope: 'scope|purpose|topic|list|ambito|finalidad|zweck|thema|finalite|objet',
    channel: 'channel|medium|canal|kanal',
    value: 'value|choice|consent|preference|opt in|opted in|valor|preferencia|wert|wahl|einwilligung|valeur|choix|consentement',
  },
  invoices: {
    number:
      'invoice number|invoice no|invoicenum|invoice id|invoice|number|numero de factura|factura|rechnungsnummer|rechnung|numero de facture|facture|id',
    account:
      'account|account number|account id|client id|customer number|userid|user id|cuenta|cliente|konto|kontonummer|kundennummer|compte|client',
    issued_on: 'issued on|issued|invoice date|date issued|date|date created|fecha|fecha de factura|rechnungsdatum|datum|date de facture',
    amount: 'amount|total|invoice total|importe|monto|betrag|summe|gesamt|montant',
    currency: 'currency|currency code|currencycode|amount currency|moneda|divisa|wahrung|waehrung|devise|monnaie',
    status: 'status|state|estado|zustand|statut|etat',
  },
};

/** The columns that a kind's fields seem to be, of those that may be used. */
export function suggestMapping(kind: ImportKind, usable: readonly string[]): ImportMapping {
  const byName = new Map(usable.map((column) => [plainName(column), column]));
  const mapping: ImportMapping = {};
  for (const [field, names] of Object.entries(NAMES[kind])) {
    for (const name of names.split('|')) {
      const parts = name.split('+').map((part) => byName.get(part));
      if (!parts.every((part) => part !== undefined)) continue;
      mapping[field] = parts.join('+');
      break;
    }
  }
  return mapping;
}

/** What only such a file names. */
const TELLING: Readonly<Record<ImportKind, readonly string[]>> = {
  invoices: ['amount', 'issued_on'],
  preferences: ['scope', 'channel'],
  grants: ['account', 'to_account', 'permissions'],
  relations: ['person', 'account'],
  people: ['email', 'name'],
  accounts: ['number', 'name'],
};

/** What a file seems to hold: the kind whose telling columns it has, the most telling first. */
export function suggestKind(usable: readonly string[]): ImportKind {
  const fits = (kind: ImportKind) => TELLING[kind].every((field) => field in suggestMapping(kind, usable));
  const whole = (Object.keys(TELLING) as ImportKind[]).find(fits);
  if (whole) return whole;
  const share = (kind: ImportKind) => Object.keys(suggestMapping(kind, usable)).length / IMPORT_FIELDS[kind].length;
  return IMPORT_KINDS.reduce((best, kind) => (share(kind) > share(best) ? kind : best), 'people');
}

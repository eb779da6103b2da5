/** What Kontor writes about the life of an account: new, registered, a new password. */

export const accountEnglish = {
  password_reset: {
    subject: 'A new password for Kontor',
    paragraphs: [
      'Somebody asked for a new password of the user {username}.',
      'Choose it here: {link}',
      'The link holds for one hour and serves once.',
      'If you did not ask for it, do nothing: your password stays as it is.',
    ],
  },
  account_activate: {
    subject: 'Your account for Kontor is open',
    paragraphs: [
      'Your user name is {username}.',
      'Choose your password here: {link}',
      'The link holds for three days and serves once.',
    ],
  },
  account_made: {
    subject: 'Your account for Kontor',
    paragraphs: [
      'An account was made for you. Your user name is {username}.',
      'Your temporary password is {password}',
      'It serves once, within 24 hours: you choose your own when you sign in at {address}',
    ],
  },
  registration_verify: {
    subject: 'Confirm your registration',
    paragraphs: [
      'You asked for an account with the user name {username}.',
      'Confirm your address here: {link}',
      'The link holds for a day. Then an administrator decides.',
    ],
  },
  registration_taken: {
    subject: 'Your registration',
    paragraphs: [
      'Somebody asked for an account with your address and the user name {username}; one of them is in use.',
      'If it is your own, sign in at {address} or ask for a new password there. Else take another user name.',
    ],
  },
  registration_waits: {
    subject: 'A registration waits for you',
    paragraphs: ['{name} ({username}) asks for an account. Approve or reject it among the users.'],
  },
  registration_refused: {
    subject: 'Your registration was refused',
    paragraphs: ['Your registration as {username} was refused: {reason}'],
  },
  check_in: {
    subject: 'How are you getting on with Kontor?',
    paragraphs: [
      '{name}, you have been working with Kontor for {days} days.',
      'Your first steps stand on the start page; under your initials you find them again at any time.',
      'If something is missing that your work needs, ask for access where it is refused, or ask your administrator.',
    ],
  },
  password_changed: {
    subject: 'Your password was changed',
    paragraphs: [
      'The password of your user {username} was changed, and your other sessions have ended.',
      'If this was not you, tell your administrator at once.',
    ],
  },
} as const

export const accountGerman = {
  password_reset: {
    subject: 'Ein neues Passwort für Kontor',
    paragraphs: [
      'Jemand hat um ein neues Passwort des Benutzers {username} gebeten.',
      'Wählen Sie es hier: {link}',
      'Der Link gilt eine Stunde und einmal.',
      'Waren Sie das nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
    ],
  },
  account_activate: {
    subject: 'Ihr Konto für Kontor ist offen',
    paragraphs: [
      'Ihr Benutzername ist {username}.',
      'Wählen Sie Ihr Passwort hier: {link}',
      'Der Link gilt drei Tage und einmal.',
    ],
  },
  account_made: {
    subject: 'Ihr Konto für Kontor',
    paragraphs: [
      'Für Sie wurde ein Konto angelegt. Ihr Benutzername ist {username}.',
      'Ihr vorläufiges Passwort ist {password}',
      'Es gilt einmal, binnen 24 Stunden: Ihr eigenes wählen Sie bei der Anmeldung unter {address}',
    ],
  },
  registration_verify: {
    subject: 'Bestätigen Sie Ihre Registrierung',
    paragraphs: [
      'Sie haben um ein Konto mit dem Benutzernamen {username} gebeten.',
      'Bestätigen Sie Ihre Adresse hier: {link}',
      'Der Link gilt einen Tag. Dann entscheidet die Verwaltung.',
    ],
  },
  registration_taken: {
    subject: 'Ihre Registrierung',
    paragraphs: [
      'Jemand bat um ein Konto mit Ihrer Adresse und dem Benutzernamen {username}; eines davon gibt es schon.',
      'Ist es Ihres, melden Sie sich unter {address} an oder lassen Sie sich dort ein neues Passwort geben.',
      'Sonst nehmen Sie einen anderen Benutzernamen.',
    ],
  },
  registration_waits: {
    subject: 'Eine Registrierung wartet auf Sie',
    paragraphs: [
      '{name} ({username}) bittet um ein Konto. Geben Sie es bei den Benutzern frei oder lehnen Sie es ab.',
    ],
  },
  registration_refused: {
    subject: 'Ihre Registrierung wurde abgelehnt',
    paragraphs: ['Ihre Registrierung als {username} wurde abgelehnt: {reason}'],
  },
  check_in: {
    subject: 'Wie kommen Sie mit Kontor zurecht?',
    paragraphs: [
      '{name}, Sie arbeiten jetzt seit {days} Tagen mit Kontor.',
      'Ihre ersten Schritte stehen auf der Startseite; hinter Ihren Initialen finden Sie sie jederzeit wieder.',
      'Fehlt etwas für Ihre Arbeit, bitten Sie dort um Zugriff, wo er verweigert wird, oder fragen Sie die Verwaltung.',
    ],
  },
  password_changed: {
    subject: 'Ihr Passwort wurde geändert',
    paragraphs: [
      'Das Passwort Ihres Benutzers {username} wurde geändert; Ihre anderen Sitzungen sind zu Ende.',
      'Waren Sie das nicht, sagen Sie es sofort Ihrer Verwaltung.',
    ],
  },
}

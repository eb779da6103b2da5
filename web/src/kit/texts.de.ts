/** Die Texte des Baukastens auf Deutsch. */
import type { Words } from '#web/look/words/catalogue.ts'
import type { KitTexts } from './kit-texts.ts'

export const de: Words<KitTexts> = {
  unsaved: {
    title: 'Ohne Speichern verlassen?',
    detail: 'Was Sie auf dieser Seite eingegeben haben, geht verloren.',
    leave: 'Seite verlassen',
  },
  problem: {
    retry: 'Erneut versuchen',
    unreachable: {
      title: 'Kontor ist nicht erreichbar.',
      advice: 'Prüfen Sie Ihre Verbindung und versuchen Sie es erneut. Ihre Eingaben sind nicht verloren.',
    },
    unreadable: {
      title: 'Die Antwort war nicht lesbar.',
      advice: 'Versuchen Sie es erneut. Bleibt es dabei, informieren Sie Ihre Administration.',
    },
    failed: {
      title: 'Etwas ist schiefgegangen.',
      advice: 'Das liegt nicht an Ihnen. Bleibt es nach einem neuen Versuch dabei, melden Sie es bitte.',
    },
    advice_403: 'Bitten Sie die Administration dieser Organisation um die Berechtigung.',
    advice_404: 'Vielleicht wurde es gelöscht, oder es gehört einer anderen Organisation.',
    advice_413: 'Wählen Sie eine kleinere Datei oder senden Sie weniger auf einmal.',
    advice_429: 'Warten Sie einen Augenblick und versuchen Sie es dann erneut.',
  },
}

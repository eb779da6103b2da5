/** What the server's assembly and other modules may use of printing. */
export { openPrinting } from './printing-services.ts'

/** Abbreviations that names do without, and the words they stand for. */
export const abbreviations: ReadonlyMap<string, string> = new Map(
  `addr address · amt amount · arr list · btn button · calc calculate · cb callback · cfg configuration
  cnt count · conn connection · cur current · curr current · cust customer · db database · dept department
  desc description · dest destination · elem element · emp employee · err error · evt event · fmt format
  fn function · idx index · impl implementation · inv inventory, invoice · loc location · mgmt management
  mgr manager · msg message · num number · obj object · org organization · passwd password · pkg package
  prev previous · prod product, production · pwd password · qty quantity · req request · res response
  srv server · stmt statement · str text · svc service · tmp temporary · trx transaction · tx transaction
  txn transaction · uom unit · usr user · util what it does · utils what they do · val value · wh warehouse`
    .split(/[·\n]/)
    .map((entry) => entry.trim().split(/ (.*)/) as [string, string]),
)

/** Options that packages spell so. */
export const foreignNames: readonly string[] = ['numRuns']

/** Words that the requirements put into paths and field names. */
export const dataWords: readonly string[] = ['uom', 'org']

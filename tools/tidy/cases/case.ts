/** A case of a rule: the files of a small project and where the rule must find something in them. */
export interface Case {
  readonly rule: string
  readonly what: string
  readonly files: Readonly<Record<string, string>>
  /** `file:line` of each finding; empty where the rule must be content. */
  readonly found: readonly string[]
}

/** A file that imports the given specifiers, one a line, from the second line on. */
export function importing(...specifiers: readonly string[]): string {
  const lines = specifiers.map((specifier, index) => `import { value${index} } from '${specifier}'`)
  return ['/** A file that imports. */', ...lines, ''].join('\n')
}

/** A module.ts that states these needs; they stand in its second line. */
export function stating(...needs: readonly string[]): string {
  const list = needs.map((need) => `'${need}'`).join(', ')
  return `/** A module of the fixture. */\nexport const fixture = { needs: [${list}] }\n`
}

export const publicFile = '/** What other modules may use. */\nexport const shown = 1\n'

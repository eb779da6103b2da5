/** What stages that run at the same time print: told one stage after the other, as if each had run alone. */

/** Prints a piece of text, now or when all earlier stages have been told. */
export type Say = (text: string) => void

interface Section {
  readonly texts: string[]
  hasEnded: boolean
}

export interface Telling {
  /** What the work says stands together, in the order in which the stages began. */
  section<T>(work: (say: Say) => Promise<T>): Promise<T>
  /** Tells what is held back, for an end before the end. */
  flush(): void
}

export function createTelling(print: Say = console.log): Telling {
  const sections: Section[] = []
  function tell(): void {
    for (let first = sections[0]; first; first = sections[0]) {
      for (const text of first.texts.splice(0)) print(text)
      if (!first.hasEnded) return
      sections.shift()
    }
  }
  return {
    async section(work) {
      const section: Section = { texts: [], hasEnded: false }
      sections.push(section)
      try {
        return await work((text) => {
          section.texts.push(text)
          tell()
        })
      } finally {
        section.hasEnded = true
        tell()
      }
    },
    flush() {
      for (const section of sections) section.hasEnded = true
      tell()
    },
  }
}

/** Inputs that do not know yet what was typed into them: a search that runs, a file on its way. */

const unsettled = new Set<Promise<void>>()

/** Says that an input finds something out; what is given back ends it. */
export function unsettle(): () => void {
  let end = () => {}
  const work = new Promise<void>((done) => {
    end = done
  })
  unsettled.add(work)
  void work.then(() => unsettled.delete(work))
  return end
}

/** What is done once a search that is under way has its answer, the last wish alone; who saves waits for it. */
export function afterwardsOf() {
  let then: (() => void) | null = null
  let end: (() => void) | null = null

  function wait(next: () => void): void {
    then = next
    end ??= unsettle()
  }

  function come(): void {
    then?.()
    forget()
  }

  function forget(): void {
    then = null
    end?.()
    end = null
  }

  return { wait, come, forget }
}

/** Whoever saves waits for this, lest what was typed last is left behind. */
export async function inputsSettled(): Promise<void> {
  while (unsettled.size > 0) await Promise.all(unsettled)
}

/** As going on to the next input does: some take a text, or say that it is no value, only then. */
export async function leaveInput(): Promise<void> {
  const active = document.activeElement
  if (active instanceof HTMLElement && active.matches('input, textarea, select')) active.blur()
  await inputsSettled()
}

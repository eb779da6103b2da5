/** Statements that leave together: one packet there, one answer back, and no columns described twice. */
import pg from 'pg'

type Row = Record<string, unknown>
type Reader = (text: string) => unknown

/** What pg's connection offers; its types know nothing of it. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  /** Names the server knows, and those it has been told and has not yet answered. */
  readonly parsedStatements: Record<string, string>
  readonly submittedNamedStatements: Record<string, string>
  parse(message: { name: string; text: string }): void
  bind(message: { statement: string; values: readonly (string | Buffer | null)[] }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: object): void
  sync(): void
}

interface Column {
  readonly name: string
  readonly dataTypeID: number
}

interface Shape {
  readonly names: readonly string[]
  /** Null where the text is the value. */
  readonly readers: readonly (Reader | null)[]
  /** Rows begin as copies of it: they all have one form, in which the engine finds a name at once. */
  readonly empty: Readonly<Row>
}

const asText = pg.types.getTypeParser(pg.types.builtins.TEXT, 'text') as Reader

function shapeOf(fields: readonly Column[]): Shape {
  const names = fields.map(({ name }) => name)
  const readers = fields.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID, 'text') as Reader)
  return {
    names,
    readers: readers.map((reader) => (reader === asText ? null : reader)),
    // By way of JSON, for an object that is filled name by name has no fixed form.
    empty: JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null])))) as Row,
  }
}

interface Statement {
  readonly name: string
  readonly text: string
  readonly values: readonly (string | Buffer | null)[]
  readonly resolve: (done: Done) => void
  readonly reject: (error: Error) => void
}

export interface Done {
  readonly rows: Row[]
  /** `INSERT 0 10`, `COMMIT`. */
  readonly command: string
}

type Writer = (value: unknown) => string | Buffer | null

/** How pg writes a value of JavaScript; its types do not name the part that exports it. */
const asWritten = (pg as unknown as Record<string, { readonly prepareValue: Writer }>)['utils']
  ?.prepareValue as Writer

/** By connection and text: what a statement gives back is described when it is first run there. */
const shapesOf = new WeakMap<Wire, Map<string, Shape>>()

/** What PostgreSQL says to each statement behind one that failed. */
const isAborted = (error: Error): boolean => (error as pg.DatabaseError).code === '25P02'

/** One turn of a connection: pg sees a query, the wire many statements with one Sync behind them. */
class Batch extends pg.Query {
  // pg notes by these two what has been parsed. Plain fields: with accessors of its own the engine keeps each batch and
  // all its rows until it next collects everything.
  declare name: string | undefined
  declare text: string | undefined
  readonly #statements: Statement[] = []
  #at = 0
  #rows: Row[] = []
  #shape: Shape | undefined
  #shapes = new Map<string, Shape>()

  constructor() {
    super('')
  }

  #turnTo(at: number): void {
    this.#at = at
    this.name = this.#statements[at]?.name
    this.text = this.#statements[at]?.text
  }

  add(statement: Statement): void {
    this.#statements.push(statement)
  }

  override submit = (connection: unknown): null => {
    const wire = connection as Wire
    this.#shapes = shapesOf.get(wire) ?? new Map<string, Shape>()
    shapesOf.set(wire, this.#shapes)
    this.#turnTo(0)
    wire.stream.cork()
    for (const { name, text, values } of this.#statements) {
      const isKnown = name !== '' && (wire.parsedStatements[name] ?? wire.submittedNamedStatements[name])
      if (!isKnown) {
        wire.parse({ name, text })
        if (name !== '') wire.submittedNamedStatements[name] = text
      }
      wire.bind({ statement: name, values })
      if (!this.#shapes.has(text)) wire.describe({ type: 'P', name: '' })
      wire.execute({})
    }
    wire.sync()
    wire.stream.uncork()
    return null
  }

  handleRowDescription({ fields }: { fields: readonly Column[] }): void {
    this.#shape = shapeOf(fields)
    const text = this.#statements[this.#at]?.text
    if (text !== undefined) this.#shapes.set(text, this.#shape)
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    this.#shape ??= this.#shapes.get(this.#statements[this.#at]?.text ?? '')
    const { names, readers, empty } = this.#shape as Shape
    const row: Row = { ...empty }
    for (let index = 0; index < fields.length; index += 1) {
      const text = fields[index] as string | null
      const reader = readers[index] ?? null
      if (text !== null) row[names[index] as string] = reader === null ? text : reader(text)
    }
    this.#rows.push(row)
  }

  handleCommandComplete({ text }: { text: string }): void {
    const done = { rows: this.#rows, command: text }
    this.#rows = []
    this.#shape = undefined
    const { resolve } = this.#statements[this.#at] as Statement
    this.#turnTo(this.#at + 1)
    resolve(done)
  }

  handleError(error: Error, connection: unknown): void {
    const { submittedNamedStatements } = connection as Wire
    const rest = this.#statements.slice(this.#at)
    this.#turnTo(this.#statements.length)
    for (const { name, reject } of rest) {
      delete submittedNamedStatements[name]
      reject(error)
    }
  }

  handleReadyForQuery(): void {
    // Every statement has had its answer.
  }
}

let packets = 0
/** How many round trips this process has made. */
export const packetCount = (): number => packets

/**
 * Gathers what a transaction asks in one go; `flush` where the next must not wait for the end of the turn. What
 * stands behind a statement that failed fails with its error: which of them is awaited first must not matter.
 */
export class Batches {
  readonly #client: pg.ClientBase
  readonly #isNamed: boolean
  #waiting: Batch | null = null
  #cause: Error | null = null

  constructor(client: pg.ClientBase, isNamed: boolean) {
    this.#client = client
    this.#isNamed = isNamed
  }

  send(name: string, text: string, values: readonly unknown[]): Promise<Done> {
    const written = values.map(asWritten)
    return new Promise<Done>((resolve, refuse) => {
      const reject = (error: Error) => {
        if (this.#cause === null || !isAborted(error)) this.#cause = error
        refuse(this.#cause)
      }
      if (this.#waiting === null) {
        this.#waiting = new Batch()
        process.nextTick(() => this.flush())
      }
      this.#waiting.add({ name: this.#isNamed ? name : '', text, values: written, resolve, reject })
    })
  }

  flush(): void {
    const batch = this.#waiting
    this.#waiting = null
    if (batch === null) return
    packets += 1
    this.#client.query(batch)
  }
}

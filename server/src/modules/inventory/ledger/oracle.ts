/** A second opinion on the stock ledger: plain arithmetic on maps that knows nothing of SQL. */

export interface Demand {
  readonly sku: string
  readonly warehouse: string
  readonly promised: string | null
  /** Whose turn it is among equal promises. */
  readonly turn: number
  quantity: number
  reserved: number
}

export interface Oracle {
  readonly held: ReadonlyMap<string, number>
  readonly demands: ReadonlyMap<string, Demand>
  addPlace(place: string, warehouse: string, isUsable: boolean): void
  addLot(lot: string): void
  /** Goods that came to a place, or left it when negative. */
  move(sku: string, place: string, lot: string | null, quantity: number): void
  /** A line wants so much in all from now on; nothing ends it. */
  want(line: string, sku: string, warehouse: string, quantity: number, promised: string | null): void
  ship(line: string, quantity: number): void
  /** Takes promises back, the latest first, so that so much may leave the usable stock. */
  breakPromises(sku: string, warehouse: string, lost: number): void
  /** Gives free stock to who waits, the earliest promise first. */
  serve(sku: string, warehouse: string): void
  setPlaceUsable(place: string, isUsable: boolean): void
  setLotUsable(lot: string, isUsable: boolean): void
  isUsable(place: string, lot: string | null): boolean
  heldAt(sku: string, place: string, lot: string | null): number
  free(sku: string, warehouse: string): number
}

export const heldKey = (sku: string, place: string, lot: string | null) => `${sku} ${place} ${lot ?? '-'}`

export function createOracle(): Oracle {
  const held = new Map<string, number>()
  const demands = new Map<string, Demand>()
  const places = new Map<string, { warehouse: string; isUsable: boolean }>()
  const lots = new Map<string, boolean>()
  let turns = 0

  const isUsable = (place: string, lot: string | null) =>
    (places.get(place)?.isUsable ?? false) && (lot === null || (lots.get(lot) ?? false))

  function usable(sku: string, warehouse: string): number {
    let sum = 0
    for (const [key, quantity] of held) {
      const [ofSku = '', place = '', lot = '-'] = key.split(' ')
      const isHere = ofSku === sku && places.get(place)?.warehouse === warehouse
      if (isHere && isUsable(place, lot === '-' ? null : lot)) sum += quantity
    }
    return sum
  }

  function inLine(sku: string, warehouse: string): Demand[] {
    const promised = (demand: Demand) => demand.promised ?? '9999-12-31'
    return [...demands.values()]
      .filter((demand) => demand.sku === sku && demand.warehouse === warehouse)
      .sort((one, two) => promised(one).localeCompare(promised(two)) || one.turn - two.turn)
  }

  const reserved = (sku: string, warehouse: string) =>
    inLine(sku, warehouse).reduce((sum, demand) => sum + demand.reserved, 0)
  const free = (sku: string, warehouse: string) => usable(sku, warehouse) - reserved(sku, warehouse)

  function serve(sku: string, warehouse: string): void {
    let left = free(sku, warehouse)
    for (const demand of inLine(sku, warehouse)) {
      const taken = Math.max(0, Math.min(left, demand.quantity - demand.reserved))
      demand.reserved += taken
      left -= taken
    }
  }

  function want(
    line: string,
    sku: string,
    warehouse: string,
    quantity: number,
    promised: string | null,
  ): void {
    const standing = demands.get(line)
    if (quantity === 0) {
      demands.delete(line)
    } else if (standing === undefined) {
      const taken = Math.max(0, Math.min(quantity, free(sku, warehouse)))
      demands.set(line, { sku, warehouse, promised, turn: turns++, quantity, reserved: taken })
    } else {
      const kept = Math.min(standing.reserved, quantity)
      demands.set(line, { ...standing, promised, quantity, reserved: kept })
    }
    if (standing !== undefined) serve(sku, warehouse)
  }

  return {
    held,
    demands,
    isUsable,
    free,
    serve,
    want,
    heldAt: (sku, place, lot) => held.get(heldKey(sku, place, lot)) ?? 0,
    addPlace: (place, warehouse, usableNow) => void places.set(place, { warehouse, isUsable: usableNow }),
    addLot: (lot) => void lots.set(lot, true),
    move(sku, place, lot, quantity) {
      const key = heldKey(sku, place, lot)
      held.set(key, (held.get(key) ?? 0) + quantity)
    },
    ship(line, quantity) {
      const demand = demands.get(line)
      if (demand === undefined) return
      demand.quantity -= quantity
      demand.reserved -= quantity
      if (demand.quantity === 0) demands.delete(line)
    },
    breakPromises(sku, warehouse, lost) {
      let excess = lost - free(sku, warehouse)
      for (const demand of inLine(sku, warehouse).reverse()) {
        const taken = Math.max(0, Math.min(excess, demand.reserved))
        demand.reserved -= taken
        excess -= taken
      }
    },
    setPlaceUsable(place, usableNow) {
      const known = places.get(place)
      if (known !== undefined) known.isUsable = usableNow
    },
    setLotUsable: (lot, usableNow) => void lots.set(lot, usableNow),
  }
}

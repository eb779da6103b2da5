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

export const heldKey = (sku: string, place: string, lot: string | null) => `${sku} ${place} ${lot ?? '-'}`

export class Oracle {
  readonly held = new Map<string, number>()
  readonly demands = new Map<string, Demand>()
  private readonly places = new Map<string, { warehouse: string; isUsable: boolean }>()
  private readonly lots = new Map<string, boolean>()
  private turns = 0

  setPlace(place: string, warehouse: string, isUsable: boolean): void {
    this.places.set(place, { warehouse, isUsable })
  }

  setLot(lot: string, isUsable: boolean): void {
    this.lots.set(lot, isUsable)
  }

  isUsable(place: string, lot: string | null): boolean {
    return (this.places.get(place)?.isUsable ?? false) && (lot === null || (this.lots.get(lot) ?? false))
  }

  heldAt(sku: string, place: string, lot: string | null): number {
    return this.held.get(heldKey(sku, place, lot)) ?? 0
  }

  /** Goods that came to a place, or left it when negative. */
  move(sku: string, place: string, lot: string | null, quantity: number): void {
    this.held.set(heldKey(sku, place, lot), this.heldAt(sku, place, lot) + quantity)
  }

  /** A line wants so much in all from now on; nothing ends it. */
  want(line: string, sku: string, warehouse: string, quantity: number, promised: string | null): void {
    const standing = this.demands.get(line)
    if (quantity === 0) {
      this.demands.delete(line)
    } else if (standing === undefined) {
      const reserved = Math.max(0, Math.min(quantity, this.free(sku, warehouse)))
      this.demands.set(line, { sku, warehouse, promised, turn: this.turns++, quantity, reserved })
    } else {
      const reserved = Math.min(standing.reserved, quantity)
      this.demands.set(line, { ...standing, promised, quantity, reserved })
    }
    if (standing !== undefined) this.serve(sku, warehouse)
  }

  ship(line: string, quantity: number): void {
    const demand = this.demands.get(line)
    if (demand === undefined) return
    demand.quantity -= quantity
    demand.reserved -= quantity
    if (demand.quantity === 0) this.demands.delete(line)
  }

  /** Takes promises back, the latest first, so that so much may leave the usable stock. */
  breakPromises(sku: string, warehouse: string, lost: number): void {
    let excess = lost - this.free(sku, warehouse)
    for (const demand of this.queue(sku, warehouse).toReversed()) {
      const taken = Math.max(0, Math.min(excess, demand.reserved))
      demand.reserved -= taken
      excess -= taken
    }
  }

  /** Gives free stock to who waits, the earliest promise first. */
  serve(sku: string, warehouse: string): void {
    let left = this.free(sku, warehouse)
    for (const demand of this.queue(sku, warehouse)) {
      const taken = Math.max(0, Math.min(left, demand.quantity - demand.reserved))
      demand.reserved += taken
      left -= taken
    }
  }

  private free(sku: string, warehouse: string): number {
    const promised = this.queue(sku, warehouse).reduce((sum, demand) => sum + demand.reserved, 0)
    let usable = 0
    for (const [key, quantity] of this.held) {
      const [ofSku = '', place = '', lot = '-'] = key.split(' ')
      const isHere = ofSku === sku && this.places.get(place)?.warehouse === warehouse
      if (isHere && this.isUsable(place, lot === '-' ? null : lot)) usable += quantity
    }
    return usable - promised
  }

  private queue(sku: string, warehouse: string): Demand[] {
    const promised = (demand: Demand) => demand.promised ?? '9999-12-31'
    return [...this.demands.values()]
      .filter((demand) => demand.sku === sku && demand.warehouse === warehouse)
      .toSorted((one, two) => promised(one).localeCompare(promised(two)) || one.turn - two.turn)
  }
}

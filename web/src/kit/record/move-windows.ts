/** Moves that ask for more than a click, such as a reason: a window of their module takes it and makes the move. */
import type { Component, InjectionKey } from 'vue'

/** It gets `record`, `move` and `rows`, and says `done`, of a single row with what it has become, or `close`. */
export type MoveWindows = (record: string, move: string) => Component | undefined
export const moveWindowsKey: InjectionKey<MoveWindows> = Symbol('windows of moves')

/** The module inventory on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

const receiveDialog = () => import('./ReceiveDialog.vue')
const reasonDialog = () => import('./ReasonDialog.vue')

export const inventory: WebModule = {
  name: 'inventory',
  label: { en: 'Stock', de: 'Lagerwirtschaft' },
  icon: 'i-lucide-warehouse',
  menu: [
    { record: 'inventory.stock_level', label: { en: 'Stock by warehouse', de: 'Bestand je Lager' } },
    { record: 'inventory.stock_balance', label: { en: 'Stock by place', de: 'Bestand je Lagerort' } },
    { record: 'inventory.stock_move', label: { en: 'Moves', de: 'Lagerbewegungen' } },
    {
      record: 'inventory.goods_receipt',
      searched: true,
      label: { en: 'Goods receipts', de: 'Wareneingänge' },
    },
    { record: 'inventory.stock_transfer', label: { en: 'Transfers', de: 'Umlagerungen' } },
    { record: 'inventory.stock_count', label: { en: 'Counts', de: 'Inventuren' } },
    { record: 'inventory.warehouse', label: { en: 'Warehouses', de: 'Lager' } },
    { record: 'inventory.stock_location', label: { en: 'Stock locations', de: 'Lagerorte' } },
    { record: 'inventory.lot', searched: true, label: { en: 'Lots', de: 'Chargen' } },
  ],
  pages: [
    {
      path: 'stock-balances',
      component: () => import('./StockByPlacePage.vue'),
      permission: 'inventory.view_stockbalance',
    },
    {
      path: 'stock-counts/:id',
      component: () => import('./StockCountPage.vue'),
      permission: 'inventory.view_stockcount',
    },
  ],
  moves: {
    'inventory.stock_transfer': {
      receive: receiveDialog,
      receive_part: receiveDialog,
      return_rest: reasonDialog,
    },
    'inventory.goods_receipt': { reverse: reasonDialog },
  },
  texts: {
    en: async () => ({ inventory: (await import('./texts.en.ts')).en }),
    de: async () => ({ inventory: (await import('./texts.de.ts')).de }),
  },
}

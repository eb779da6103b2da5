/** What the module inventory states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { goodsReceipt } from './goods-receipt.ts'
import { goodsReceiptLine } from './goods-receipt-line.ts'
import { lot } from './lot.ts'
import { productWarehouse } from './product-warehouse.ts'
import { stockBalance } from './stock-balance.ts'
import { stockCount } from './stock-count.ts'
import { stockCountLine } from './stock-count-line.ts'
import { stockLevel } from './stock-level.ts'
import { stockLocation } from './stock-location.ts'
import { stockMove } from './stock-move.ts'
import { stockTransfer } from './stock-transfer.ts'
import { stockTransferLine } from './stock-transfer-line.ts'
import { warehouse } from './warehouse.ts'
import { inventoryGerman } from './failures.de.ts'
import { inventoryFailures } from './failures.ts'

export const inventoryModule = contractModule('inventory', {
  records: [
    warehouse,
    stockLocation,
    productWarehouse,
    lot,
    stockMove,
    stockBalance,
    stockLevel,
    goodsReceipt,
    goodsReceiptLine,
    stockTransfer,
    stockTransferLine,
    stockCount,
    stockCountLine,
  ],
  failures: inventoryFailures,
  german: inventoryGerman,
  permissions: {
    'inventory.import_stockbalance': ['Import opening stock', 'Anfangsbestand: Importieren'],
    'inventory.report_stock': ['Report on stock by place', 'Bestandsbericht nach Plätzen'],
  },
})

/** Stock: warehouses, places, lots, moves and what the ledger says of them. */
import { goodsReceiptLine } from '#contract/inventory/goods-receipt-line.ts'
import { lot } from '#contract/inventory/lot.ts'
import { inventoryModule } from '#contract/inventory/module.ts'
import { productWarehouse } from '#contract/inventory/product-warehouse.ts'
import { stockBalance } from '#contract/inventory/stock-balance.ts'
import { stockCountLine } from '#contract/inventory/stock-count-line.ts'
import { stockLevel } from '#contract/inventory/stock-level.ts'
import { stockMove } from '#contract/inventory/stock-move.ts'
import { serverModule } from '#server/kit/module.ts'
import { serve } from '#server/kit/served.ts'
import { goodsReceipts } from './goods-receipt.ts'
import { openingStock } from './opening-stock.ts'
import { postGoodsReceipt } from './post-goods-receipt.ts'
import { postStockCount } from './post-stock-count.ts'
import { receivePartOfTransfer } from './receive-part-of-transfer.ts'
import { receiveStockTransfer } from './receive-stock-transfer.ts'
import { returnRestOfTransfer } from './return-stock-transfer.ts'
import { shipStockTransfer } from './ship-stock-transfer.ts'
import { reverseGoodsReceipt } from './reverse-goods-receipt.ts'
import { stockByPlace } from './stock-as-of.ts'
import { stockCounts } from './stock-count.ts'
import { stockLocations } from './stock-location.ts'
import { stockTransferLines, stockTransfers } from './stock-transfer.ts'
import { warehouses } from './warehouse.ts'

/** A move is seen from the place it left and from the place it reached (DOMAIN 15). */
const movesOfEitherSide = {
  condition: '(t.from_organization_id = any({organizations}) or t.to_organization_id = any({organizations}))',
}

export const inventory = serverModule({
  contract: inventoryModule,
  needs: ['common', 'organization', 'contact', 'products'],
  records: [
    warehouses,
    stockLocations,
    serve(productWarehouse),
    serve(lot),
    serve(stockMove, { visible: movesOfEitherSide }),
    serve(stockBalance, { importer: openingStock }),
    serve(stockLevel),
    goodsReceipts,
    serve(goodsReceiptLine),
    stockTransfers,
    stockTransferLines,
    stockCounts,
    serve(stockCountLine),
  ],
  actions: [
    postGoodsReceipt,
    reverseGoodsReceipt,
    shipStockTransfer,
    receiveStockTransfer,
    receivePartOfTransfer,
    returnRestOfTransfer,
    postStockCount,
  ],
  routes: [
    {
      method: 'GET',
      path: '/api/v1/stock-by-place/',
      permission: 'inventory.report_stock',
      summary: 'Stock by product, lot and place, now or as of any instant.',
      run: stockByPlace,
    },
  ],
})

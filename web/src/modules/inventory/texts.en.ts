/** The texts of the stock pages in English. */

export const en = {
  place: {
    title: 'Stock by place',
    product: 'Product',
    all_products: 'All products',
    warehouse: 'Warehouse',
    all_warehouses: 'All warehouses',
    day: 'As of',
    day_needs_product: 'Choose a product to look back.',
    search: 'Search the list',
    search_hint: 'SKU, name, lot or place',
    on_hand: 'On hand',
    allocated: 'Allocated',
    free: 'Free',
    picture: 'By place',
    none: 'Nothing is in stock here',
    none_detail: 'Choose another product, warehouse or day.',
    places: '{n} place | {n} places',
    lot: 'Lot {lot}',
    more: 'The first {n} are shown. Filter to see others.',
    of_place: '{place}: {amount}',
  },
  document: {
    title: '{move}: {name}',
    done: '{move}: {name}',
    reason: 'Reason',
  },
  receipt: {
    reverse_detail:
      'The goods leave again, as if they had never come. Orders that were promised them wait again.',
  },
  count: {
    posted: 'A posted count stays',
    posted_detail: 'If it was wrong, count the places again: the new count corrects the stock.',
    again: 'Count again',
  },
  transfer: {
    receive_detail:
      'What has arrived goes into stock. What is missing is booked as lost, and the transfer ends.',
    part_detail: 'What has arrived goes into stock. The rest stays on its way and can be received later.',
    return_detail: 'What has not arrived stands in the sending warehouse again, and the transfer ends.',
    open: '{amount} on its way',
    reason: 'Why the rest is missing',
    reason_help: 'It stands on the move that books the loss.',
  },
} as const

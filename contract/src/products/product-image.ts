/** A picture of a product (IMG). */
import { choice, file, flag, integer, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const productImage = resource('products.product_image', {
  label: ['Product image', 'Product images'],
  scope: 'inherited',
  display: '{product} {image_type}',
  fields: {
    product: reference('products.product', { onDelete: 'cascade' }),
    file: file(),
    image_type: choice(['Produktfoto', 'Markt-Messe-Shop', 'Szene', 'Illustration'], {
      default: 'Produktfoto',
    }),
    is_front: flag({ default: false, label: 'Front' }),
    is_primary: flag({ default: false, label: 'Primary' }),
    position: integer({ min: 0, max: 1000, default: 0 }),
  },
  unique: [['product', 'file']],
  list: {
    columns: ['product', 'file', 'image_type', 'is_front', 'is_primary'],
    filters: ['product', 'is_primary'],
    search: [],
    order: ['position', 'created_at'],
    default: 'position',
  },
  form: [{ fields: ['product', 'file', 'image_type', 'is_front', 'is_primary', 'position'] }],
  ownedBy: 'product',
})

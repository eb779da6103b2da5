/** The modules in the order of their needs: the table of contents. */
import { audit } from './modules/audit/module.ts'
import { common } from './modules/common/module.ts'
import { contact } from './modules/contact/module.ts'
import { inventory } from './modules/inventory/module.ts'
import { organization } from './modules/organization/module.ts'
import { overview } from './modules/overview/module.ts'
import { printing } from './modules/printing/module.ts'
import { products } from './modules/products/module.ts'
import { sales } from './modules/sales/module.ts'
import { transfer } from './modules/transfer/module.ts'
import { user } from './modules/user/module.ts'

export const modules = [
  common,
  organization,
  user,
  contact,
  audit,
  products,
  inventory,
  sales,
  printing,
  transfer,
  overview,
]

/** Payment terms as sentences on an invoice, in the partner's language. */
import { canonical } from '#contract/kit/decimal.ts'
import type { DueInstalment } from '#contract/sales/payment-terms.ts'
import type { InvoiceParties } from './invoice-parties.ts'

export function termTexts(
  parties: Pick<InvoiceParties, 'term_title' | 'currency_code'>,
  instalments: readonly DueInstalment[],
  language: 'de' | 'en',
): string[] {
  const titles = parties.term_title ?? {}
  const title = titles[language] ?? titles.en ?? Object.values(titles)[0]
  const currency = parties.currency_code ?? ''
  const sentences = title ? [title] : []
  for (const { amount, due_date, discounts } of instalments) {
    const parts = { amount: `${number(amount, language)} ${currency}`, day: day(due_date, language) }
    if (instalments.length > 1) {
      sentences.push(
        language === 'de'
          ? `${parts.amount} fällig am ${parts.day}.`
          : `${parts.amount} due on ${parts.day}.`,
      )
    }
    for (const { until, percent, payable } of discounts) {
      const share = number(canonical(percent), language)
      const sum = `${number(payable, language)} ${currency}`
      sentences.push(
        language === 'de'
          ? `Bei Zahlung bis ${day(until, language)} ${share} % Skonto: ${sum}.`
          : `${share} % cash discount if paid by ${day(until, language)}: ${sum}.`,
      )
    }
  }
  return sentences
}

const number = (text: string, language: 'de' | 'en') => (language === 'de' ? text.replace('.', ',') : text)

function day(text: string, language: 'de' | 'en'): string {
  return language === 'de' ? text.split('-').toReversed().join('.') : text
}

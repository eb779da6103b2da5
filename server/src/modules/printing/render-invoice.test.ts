/** The invoice as a real PDF: what stands on it, where, in both languages, and what is refused. */
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { formatAmount } from './paper-format.ts'
import { sum } from '#contract/kit/decimal.ts'
import { type PdfPage, readPdf } from '#server/testing/pdf-text.ts'
import { canShow } from './fonts.ts'
import {
  bareInvoice,
  englishAddress,
  exampleInvoice,
  exampleLine,
  germanAddress,
  seller,
  standardTax,
} from './invoice-paper.example.ts'
import { type InvoiceKind, type InvoicePaper, paperLanguages } from './invoice-paper.ts'
import { createPaperPrinter, renderInvoice } from './render-invoice.ts'

/** On a busy machine a long paper takes longer than the server would wait for it. */
const patience = { timeoutMilliseconds: 300_000 }
const printer = createPaperPrinter(patience)
after(() => printer.close())

async function pagesOf(paper: InvoicePaper): Promise<PdfPage[]> {
  return readPdf((await renderInvoice(paper, printer)).bytes)
}
async function textOf(paper: InvoicePaper): Promise<string> {
  return (await pagesOf(paper)).map(({ text }) => text).join('\n')
}
function assertShows(text: string, ...expected: string[]) {
  for (const each of expected) assert.ok(text.includes(each), `"${each}" is missing in:\n${text}`)
}

describe('the printed invoice', () => {
  test('says all that the law and the customer want, in German', async () => {
    const lines = [
      exampleLine(1, { discount_percent: '10.0000' }),
      exampleLine(2, {
        quantity: '1250',
        unit_price: '1.234500',
        price_quantity: '100',
        details: 'Charge 2026-17',
      }),
      exampleLine(3, { description: 'Fachbuch', quantity: '2', unit_price: '29.90', tax_code: 'DE-S-7' }),
    ]
    const paper = exampleInvoice({
      lines,
      ship_to: { ...germanAddress, name: 'Lager Neu-Ulm', additions: [], city: 'Neu-Ulm' },
      taxes: [{ ...standardTax }, { ...standardTax, code: 'DE-S-7', rate: '7' }],
      adjustments: [
        { kind: 'allowance', reason: 'Treuerabatt', percent: '3', amount: '8.53', tax_code: 'DE-S-19' },
        { kind: 'charge', reason: 'Fracht', percent: null, amount: '14.50', tax_code: 'DE-S-19' },
      ],
      totals: { ...exampleInvoice().totals, prepaid: '200' },
      closing: 'Die Ware bleibt bis zur Bezahlung unser Eigentum.',
    })
    const text = await textOf(paper)
    assertShows(text, 'Zinngießerei Ammersee GmbH', 'USt-IdNr. DE123456789', 'Steuernummer 131/123/45678')
    assertShows(text, 'Amtsgericht Augsburg, HRB 12345', 'IBAN', 'BIC BYLADEM1LLD', 'Anna Müller, Jörg Weiß')
    assertShows(text, 'Käthe Größmann & Söhne OHG', 'Lager Neu-Ulm, Marktplatz 3, 89073 Neu-Ulm')
    assertShows(text, 'Rechnung RE-2026-00042', 'Leistungsdatum', '19.11.2026', 'Fällig am', '21.12.2026')
    assertShows(text, 'AB-2026-0107', 'LS-2026-0099', 'K-10017', 'Best. 4711/26')
    assertShows(text, 'Zinnbecher „Ammersee“, 0,3 l, poliert', 'Art.-Nr. ZB-1001', '10\u00a0%', '268,92')
    assertShows(text, '1.250', '1,2345', 'je 100 Stück', '15,43', 'Charge 2026-17')
    assertShows(text, 'Treuerabatt 3\u00a0% (A)', '−8,53', 'Fracht (A)', '14,50')
    assertShows(text, '19\u00a0%', '290,32', '55,16', '7\u00a0%', '59,80', '4,19')
    assertShows(
      text,
      'Nettobetrag',
      '350,12',
      'Rechnungsbetrag EUR',
      '409,47',
      '−200,00',
      'Zahlbetrag EUR',
      '209,47',
    )
    assertShows(text, 'Bitte zahlen Sie bis zum 21.12.2026.', '2 % Skonto', 'Verwendungszweck', 'Eigentum.')
    assertShows(text, 'Seite 1 von 1')
  })

  test('says the same in English, with the words for an export', async () => {
    const lines = [
      exampleLine(1, { tax_code: 'G', unit: 'pcs', description: 'Pewter mug', quantity: '1200' }),
    ]
    const text = await textOf(
      exampleInvoice({
        language: 'en',
        buyer: { ...englishAddress, customer_number: 'K-1', vat_id: null, reference: null },
        supply: { from: '2026-11-01', to: '2026-11-30' },
        taxes: [{ ...standardTax, code: 'G', category: 'G', rate: '0' }],
        lines,
      }),
    )
    assertShows(
      text,
      'Invoice RE-2026-00042',
      '21\u00a0November\u00a02026',
      'Period of supply',
      'UNITED KINGDOM',
    )
    assertShows(text, '1,200', '24.90', '29,880.00', 'Invoice total EUR', 'Export supply, exempt from VAT.')
    assertShows(text, 'Please pay by 21\u00a0December\u00a02026.', 'Page 1 of 1', 'Directors Anna Müller')
    assert.doesNotMatch(text, /Rechnung|Seite|Umsatzsteuer|\d,\d\d\b(?!\d)/)
  })

  test('names the reason where no tax is charged, its own or the standard wording', async () => {
    const codes = ['E', 'AE', 'K', 'O'] as const
    const taxes = codes.map((category) => {
      const own = category === 'E' ? '§ 4 Nr. 12 UStG' : null
      return { ...standardTax, code: category, category, rate: '0', exemption_text: own }
    })
    const lines = codes.map((code, index) => exampleLine(index + 1, { tax_code: code }))
    const text = await textOf(exampleInvoice({ lines, taxes }))
    assertShows(text, '§ 4 Nr. 12 UStG', 'Steuerschuldnerschaft des Leistungsempfängers.')
    assertShows(
      text,
      'Steuerfreie innergemeinschaftliche Lieferung.',
      'Nicht steuerbare Leistung.',
      '(AE)',
      '(K)',
    )
  })

  test('bears the title of its kind', async () => {
    const titles: Record<InvoiceKind, Record<'en' | 'de', string>> = {
      invoice: { en: 'Invoice', de: 'Rechnung' },
      part: { en: 'Partial invoice', de: 'Teilrechnung' },
      prepayment: { en: 'Prepayment invoice', de: 'Anzahlungsrechnung' },
      final: { en: 'Final invoice', de: 'Schlussrechnung' },
      credit_note: { en: 'Credit note', de: 'Rechnungskorrektur' },
      correction: { en: 'Corrected invoice', de: 'Berichtigte Rechnung' },
    }
    const preceding_invoices = [{ number: 'RE-1', date: '2026-10-01' }]
    for (const [kind, byLanguage] of Object.entries(titles)) {
      for (const language of paperLanguages) {
        const paper = exampleInvoice({
          kind: kind as InvoiceKind,
          language,
          number: 'X-7',
          preceding_invoices,
        })
        const { title, bytes } = await renderInvoice(paper, printer)
        const runs = readPdf(bytes).flatMap((page) => page.runs.map((run) => run.text))
        assert.ok(runs.includes(`${byLanguage[language]} X-7`), `${kind} in ${language}`)
        assert.equal(title, `${byLanguage[language]} X-7 · ${seller.name}`)
        assert.ok(runs.some((run) => run.includes('RE-1')))
        assert.equal(
          runs.some((run) => run.endsWith('IBAN')),
          kind !== 'credit_note',
          'a credit note asks for no money',
        )
      }
    }
  })

  test('puts the address into the window of the envelope and the text below it', async () => {
    const [page] = await pagesOf(exampleInvoice())
    const at = (text: string) => page?.runs.find((run) => run.text.startsWith(text)) ?? { x: 0, y: 0 }
    for (const text of ['Käthe Größmann', '89073 Ulm']) {
      assert.ok(Math.abs(at(text).x - 25) < 0.1, `${text} begins 25 mm from the edge`)
      assert.ok(at(text).y > 62.7 && at(text).y < 90, `${text} stands in the address zone`)
    }
    const sender = page?.runs.find((run) => run.text.includes(' · Schützenstraße 12 · 86911')) ?? { y: 0 }
    assert.ok(sender.y > 55 && sender.y < 62.7)
    assert.ok(at('Rechnung RE').y > 98.46)
    assert.ok(Math.abs(at('Rechnungs-Nr.').x - 125) < 0.1)
  })

  test('an invoice without anything optional has no gaps and no leftovers', async () => {
    for (const language of paperLanguages) {
      const text = await textOf(bareInvoice({ language }))
      assert.doesNotMatch(text, /null|undefined|NaN|\[object|IBAN|\{|\}/)
      assertShows(text, '298', 'Dießen am Ammersee')
    }
  })

  test('200 lines run over several pages, each with headings, number and what is carried over', async () => {
    const lines = Array.from({ length: 200 }, (_, index) => {
      const description =
        index % 7 === 0 ? 'Zinnkrug mit Deckel, graviert nach Wunsch. '.repeat(3) : 'Zinnbecher'
      return exampleLine(index + 1, { description, quantity: String(index + 1), unit_price: '1.01' })
    })
    const pages = await pagesOf(exampleInvoice({ lines }))
    assert.ok(pages.length > 5, `${pages.length} pages`)
    const seen: string[] = []
    for (const [index, { runs, text }] of pages.entries()) {
      assertShows(text, `Seite ${index + 1} von ${pages.length}`, 'IBAN')
      const numbers = runs.filter(({ x, text }) => Math.abs(x - 26.2) < 0.2 && /^\d+$/.test(text))
      if (numbers.length === 0) continue
      assertShows(text, 'Pos.', 'Bezeichnung', 'Menge', 'Einzelpreis EUR', 'Netto EUR')
      const carried = (count: number) =>
        formatAmount(sum(lines.slice(0, count).map(({ net_amount }) => net_amount)), 2, 'de')
      const carries = runs
        .map(({ text }) => text)
        .flatMap((run, at, all) => (run === 'Übertrag' ? [all[at + 1]] : []))
      const before = seen.length
      seen.push(...numbers.map(({ text }) => text))
      const expected = [
        ...(before > 0 ? [carried(before)] : []),
        ...(seen.length < 200 ? [carried(seen.length)] : []),
      ]
      assert.deepEqual(carries.slice(0, expected.length), expected, `page ${index + 1}`)
    }
    assert.deepEqual(
      seen,
      lines.map(({ position }) => position),
    )
    assertShows(pages.map(({ text }) => text).join('\n'), 'Rechnungsbetrag EUR', '20.301,00', '24.158,19')
  })

  test('a collective invoice names delivery and order above the lines they brought', async () => {
    const orders = [1, 2, 3, 4].map((number) => ({ number: `AB-${number}`, date: null }))
    const lines = [1, 2, 3, 4, 5].map((position) => {
      const delivery = { number: `LS-${Math.ceil(position / 2)}`, date: '2026-11-12' }
      return exampleLine(position, { delivery, order: orders[0] ?? null })
    })
    const text = await textOf(exampleInvoice({ orders, lines }))
    for (const number of [1, 2, 3]) {
      assert.equal(text.split(`Lieferung LS-${number} vom\u00a012.11.2026 · Auftrag AB-1`).length, 2)
    }
    assertShows(text, 'siehe Positionen')
  })

  test('texts of any length, script and shape are printed, or marked where no font has them', async () => {
    const long = 'Bundesausbildungsförderungsgesetz '.repeat(250)
    const paper = exampleInvoice({
      seller: { ...seller, name: `${'Vereinigte Zinnmanufakturen '.repeat(9)}GmbH` },
      buyer: {
        ...exampleInvoice().buyer,
        name: '北京 Pütz 😀\ufe0f\u202e',
        additions: ['x'.repeat(300), 'y', 'z'],
      },
      number: `RE-${'9'.repeat(60)}`,
      lines: [
        exampleLine(1, {
          description: long,
          details: long,
          sku: 'A'.repeat(200),
          unit: 'Verpackungseinheiten',
        }),
        exampleLine(2, { quantity: '999999.999999', unit_price: '9999999.123456' }),
        exampleLine(3, { description: '\u0000\u0007tab\there\nnew line ⌀ 4 mm ≤ 5 → ✓ a\u0308 €' }),
      ],
      introduction: long,
      closing: long,
      payment: { due_date: null, terms: [long] },
    })
    const { bytes, unprintable } = await renderInvoice(paper, printer)
    assert.deepEqual(unprintable, ['北', '京', '😀'])
    const text = readPdf(bytes).flatMap((page) => page.runs.map((run) => run.text))
    assert.ok(text.includes('\ufffd\ufffd Pütz \ufffd'))
    assertShows(text.join(''), 'tab herenew line ⌀ 4 mm ≤ 5 → ✓ ä €')
  })

  test('every character that counts as printable has a glyph', async () => {
    const all: string[] = []
    for (let code = 33; code < 0x1f700; code += 1) {
      const character = String.fromCodePoint(code)
      if (!(code >= 0xd800 && code < 0xe000) && canShow(character)) all.push(character)
    }
    assert.ok(all.length > 2500, `${all.length} characters`)
    const { unprintable } = await renderInvoice(exampleInvoice({ closing: all.join(' ') }), printer)
    assert.deepEqual(unprintable, [])
  })

  test('the same paper gives the same bytes, in another process too', async () => {
    const other = createPaperPrinter(patience)
    const [first, second, third] = [
      await renderInvoice(exampleInvoice(), printer),
      await renderInvoice(exampleInvoice(), printer),
      await renderInvoice(exampleInvoice(), other),
    ]
    await other.close()
    assert.ok(first.bytes.equals(second.bytes))
    assert.ok(first.bytes.equals(third.bytes))
    assert.match(first.bytes.toString('latin1'), /\/CreationDate \(D:20261121/)
  })

  test('a paper that contradicts itself is refused before it is printed', async () => {
    const good = exampleInvoice()
    const wrong = { ...good, totals: { ...good.totals, due: '1' } }
    const cases: [paper: unknown, pointer: string][] = [
      [wrong, '/totals/due'],
      [{ ...good, lines: [exampleLine(1, { tax_code: 'X' }), ...good.lines.slice(1)] }, '/lines/0/tax_code'],
      [{ ...good, lines: [] }, '/lines'],
      [{ ...good, date: '2026-02-30' }, '/date'],
      [{ ...good, language: 'fr' }, '/language'],
      [{ ...good, totals: { ...good.totals, gross: 711.14 } }, '/totals/gross'],
      [{ ...good, buyer: undefined }, '/buyer'],
      [{ ...good, colour: 'red' }, '/'],
      [exampleInvoice({ currency: { code: 'JPY', places: 0 } }), ''],
    ]
    const before = printer.processes()
    for (const [paper, pointer] of cases) {
      await assert.rejects(renderInvoice(paper as InvoicePaper, printer), (error: Error) => {
        const { code, problems } = error as unknown as { code: string; problems: { pointer: string }[] }
        assert.equal(code, 'printing.paper_refused', error.stack)
        assert.deepEqual(problems[0]?.pointer, pointer)
        return true
      })
    }
    assert.deepEqual(printer.processes(), before)
  })
})

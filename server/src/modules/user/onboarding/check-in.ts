/** Letters after a week and after a month, asking how it goes (TOU-09). */
import { mailText } from '#server/modules/user/factor/mail-texts.ts'
import type { AsOwner } from '#server/platform/jobs.ts'

export async function sendCheckIns(asOwner: AsOwner, days: readonly number[], now: Date): Promise<number> {
  let sent = 0
  for (const day of days) {
    const letters = Object.fromEntries(
      ['en', 'de'].map((language) => {
        // The name stands in the letter as the database fills it in.
        const { subject, text } = mailText('check_in', language, { name: '{name}', days: day })
        return [language, { subject, body: text }]
      }),
    )
    const [row] = await asOwner<{ sent: number }>('select kontor.send_check_ins($1, $2, $3) as sent', [
      day,
      now.toISOString(),
      JSON.stringify(letters),
    ])
    sent += row?.sent ?? 0
  }
  return sent
}

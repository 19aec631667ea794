import { useState } from 'react'
import type { Exchanged } from '#core/collections/agency-api.ts'
import { lineFaults } from '#core/collections/agency-file.ts'
import type { NoticeFile } from '#core/payments/notice.ts'
import { type RefusalCode, refusals } from '#core/refusal.ts'
import { Section } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './agencies.module.css'
import { Download, FilePick } from './parts.tsx'

type Props = Readonly<{ exportTo: string; send: (file: NoticeFile) => Promise<Exchanged> }>

const isRefusal = (code: string): code is RefusalCode => Object.hasOwn(refusals, code)

/** Debts out, news in; what could not be taken stays on the page with its reason. */
export function Exchange({ exportTo, send }: Props) {
  const t = useWords('agencies')
  const say = useWords('refusals')
  const [last, setLast] = useState<Exchanged | null>(null)
  const upload = useChange(send, (result) => {
    setLast(result)
    toast.said(t('imported', { taken: result.taken }))
  })
  const reasonOf = (reason: string) => {
    const fault = lineFaults.find((each) => each === reason)
    if (fault) return t(`line_${fault}`)
    return isRefusal(reason) ? say(reason, {}) : reason
  }
  return (
    <Section
      title={t('exchange')}
      hint={t('exchange_hint')}
      actions={
        <div className={css['acts']}>
          <Download to={exportTo}>{t('export_debts')}</Download>
          <FilePick
            label={t('import_updates')}
            accept=".csv,.xlsx"
            busy={upload.isPending}
            onFile={(file) => upload.mutate(file)}
          />
        </div>
      }
    >
      {last && last.refused.length > 0 && (
        <>
          <h3>{t('refused_lines')}</h3>
          <ul className={css['lines']}>
            {last.refused.map((line) => (
              <li key={line.line} className={css['line']}>
                <div>
                  {t('line_no', { line: line.line })}
                  <small dir="auto">{line.text}</small>
                </div>
                <span>{reasonOf(line.reason)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

import { Button, FileButton } from '@mantine/core'
import { IconGavel, IconPaperclip } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ReferralRow } from '#core/collections/agency-api.ts'
import type { AgencyPayment } from '#core/collections/agency-money-api.ts'
import { type Readiness, sayOfStep } from '#core/collections/agency-referral.ts'
import { mostPaperBytes } from '#core/paper.ts'
import type { NoticeFile } from '#core/payments/notice.ts'
import { useMay } from '#web/me.tsx'
import { base64Of, paperKinds } from '#web/read-file.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Facts } from '#web/ui/page.tsx'
import { Tabs } from '#web/ui/record/record.tsx'
import { Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './agencies.module.css'

const tones = {
  prepared: 'draft',
  referred: 'plain',
  in_progress: 'info',
  paid: 'good',
  recalled: 'plain',
  uncollectable: 'plain',
  returned: 'plain',
} as const

/** Where a referral stands, in its own words. */
export function ReferralChip({
  state,
  waits = false,
}: {
  state: ReferralRow['state']
  waits?: boolean
}) {
  const t = useWords('agencies')
  const icon = state === 'referred' ? <IconGavel size={13} /> : undefined
  return (
    <Chip tone={waits ? 'info' : tones[state]} icon={icon}>
      {t(waits ? 'state_waits' : `state_${state}`)}
    </Chip>
  )
}

const reportTones = { open: 'info', confirmed: 'good', refused: 'plain' } as const

/** What became of a payment that an agency told of. */
export function ReportChip({ state }: { state: AgencyPayment['state'] }) {
  const t = useWords('agencies')
  return <Chip tone={reportTones[state]}>{t(`report_${state}`)}</Chip>
}

/** The three lists of agencies, as links. */
export function AgencyTabs({ active }: { active: 'referrals' | 'agencies' | 'agency-payments' }) {
  const t = useWords('agencies')
  const tab = (at: typeof active, label: ReactNode) => ({
    to: `/${at}`,
    label,
    active: at === active,
  })
  return (
    <Tabs
      label={t('agencies')}
      tabs={[
        tab('referrals', t('referrals')),
        tab('agencies', t('agencies')),
        tab('agency-payments', t('payments')),
      ]}
    />
  )
}

const stepTones = { done: 'good', part: 'info', passed: 'plain', left: 'plain' } as const

/** How far the chase went: each step with its day, and what is still open. */
export function ReadinessList({ readiness }: { readiness: Readiness }) {
  const t = useWords('agencies')
  const tone = useWords('collections')
  return (
    <>
      <ul className={css['lines']}>
        {readiness.steps.map((step) => (
          <li key={step.key} className={`${css['line']} ${css['steps']}`}>
            <div>{tone(`tone_${step.tone}`)}</div>
            {step.on && <Day value={step.on} />}
            <Chip tone={stepTones[sayOfStep(step)]}>{t(`step_${sayOfStep(step)}`)}</Chip>
          </li>
        ))}
      </ul>
      <Facts
        rows={[
          [
            t('last_contact'),
            readiness.lastContactOn ? (
              <Day key="last" value={readiness.lastContactOn} />
            ) : (
              t('never')
            ),
          ],
          [
            t('final_notice'),
            readiness.finalNoticeOn ? (
              <Day key="final" value={readiness.finalNoticeOn} />
            ) : (
              t('never')
            ),
          ],
        ]}
      />
      <p className="muted">
        {readiness.ready
          ? t('ready')
          : readiness.against.map((fault) => t(`against_${fault}`)).join(' ')}
      </p>
    </>
  )
}

type FilePickProps = Readonly<{
  label: string
  accept?: string
  busy?: boolean
  onFile: (file: NoticeFile) => void
}>

/** Picks one file and reads it. */
export function FilePick({ label, accept, busy, onFile }: FilePickProps) {
  const t = useWords('disputes')
  const pick = async (file: File | null) => {
    if (!file) return
    if (file.size > mostPaperBytes) toast.failed(t('attach_large'))
    else onFile({ name: file.name.slice(0, 200), content: await base64Of(file) })
  }
  return (
    <FileButton accept={accept ?? paperKinds} onChange={(file) => void pick(file)}>
      {(button) => (
        <Button
          {...button}
          variant="default"
          loading={busy ?? false}
          leftSection={<IconPaperclip size={16} />}
        >
          {label}
        </Button>
      )}
    </FileButton>
  )
}

/** A file of the API as a link that looks like a button. */
export const Download = ({ to, children }: { to: string; children: ReactNode }) => (
  <Button component="a" href={to} download variant="default">
    {children}
  </Button>
)

/** Whether the reader may decide about money that agencies tell of. */
export const useMayConfirm = (): boolean => useMay()('payments.confirm') !== undefined

import { Button } from '@mantine/core'
import { IconCheck, IconDownload, IconShare, IconShieldCheck } from '@tabler/icons-react'
import type { PayReceipt } from '#core/payments/api.ts'
import { useFormat } from '#web/format.ts'
import { useGo } from '#web/place.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Ltr } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'

type Props = Readonly<{ token: string; attemptId: string; receipt: PayReceipt }>

/** «وصل، شكرًا لكم»: the receipt, what it settled, and what is left. */
export function Receipt({ token, attemptId, receipt }: Props) {
  const t = useWords('payments')
  const go = useGo()
  return (
    <>
      <section className={css['slip']}>
        <span className={css['done']} aria-hidden="true">
          <IconCheck size={36} stroke={2.4} />
        </span>
        <h2>{t('pay_arrived')}</h2>
        <Money value={receipt.amount} size="hero" />
        <Head receipt={receipt} />
        <hr />
        <Lines receipt={receipt} />
        <hr />
        <dl>
          <div>
            <dt>{t('pay_balance_after')}</dt>
            <dd>
              <Money value={receipt.balanceAfter} strong />
            </dd>
          </div>
        </dl>
      </section>
      <Button
        component="a"
        size="lg"
        href={`/api/v1/pay/${token}/attempts/${attemptId}/receipt`}
        download
        leftSection={<IconDownload size={20} />}
      >
        {t('pay_download')}
      </Button>
      <ShareButton receipt={receipt} />
      {receipt.balanceAfter.minor > 0 && (
        <Button variant="subtle" size="md" onClick={() => go(`/pay/${token}`)}>
          {t('pay_more')}
        </Button>
      )}
      {receipt.mailed && (
        <p className={css['trust']}>
          <IconShieldCheck size={18} aria-hidden="true" />
          {t('pay_mailed')}
        </p>
      )}
    </>
  )
}

function Head({ receipt }: { receipt: PayReceipt }) {
  const t = useWords('payments')
  const format = useFormat()
  const day = format.day(format.dayOf(receipt.at), { weekday: true })
  return (
    <dl>
      <div>
        <dt>{t('number')}</dt>
        <dd>
          <Code>{receipt.number}</Code>
        </dd>
      </div>
      <div>
        <dt>{t('pay_time')}</dt>
        <dd>
          {day}
          {t('comma')} <Ltr>{format.clock(receipt.at)}</Ltr>
        </dd>
      </div>
      <div>
        <dt>{t('method')}</dt>
        <dd>
          {t(receipt.scheme)}
          {receipt.masked && (
            <>
              {t('pay_ends_in')} <Ltr>{receipt.masked.slice(-4)}</Ltr>
            </>
          )}
        </dd>
      </div>
    </dl>
  )
}

function Lines({ receipt }: { receipt: PayReceipt }) {
  const t = useWords('payments')
  return (
    <dl>
      {receipt.lines.map((line) => (
        <div key={line.number}>
          <dt>
            <Code quiet>{line.number}</Code>
          </dt>
          <dd>
            <Money value={line.amount} />
          </dd>
        </div>
      ))}
      {receipt.onAccount.minor > 0 && (
        <div>
          <dt>{t('pay_on_account')}</dt>
          <dd>
            <Money value={receipt.onAccount} />
          </dd>
        </div>
      )}
    </dl>
  )
}

/** The phone's own way to share where it has one, else the text on the clipboard. */
function ShareButton({ receipt }: { receipt: PayReceipt }) {
  const t = useWords('payments')
  const format = useFormat()
  const text = t('pay_share_text', {
    number: receipt.number,
    amount: format.money(receipt.amount),
  })
  const share = async () => {
    if (navigator.share) {
      // A reader who closes the sheet has changed their mind; that is no error.
      await navigator.share({ text }).catch(() => undefined)
      return
    }
    await navigator.clipboard.writeText(text)
    toast.said(t('pay_copied'))
  }
  return (
    <Button
      variant="default"
      size="lg"
      leftSection={<IconShare size={20} />}
      onClick={() => void share()}
    >
      {t('pay_share')}
    </Button>
  )
}

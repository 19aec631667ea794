import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy, IconMail, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PayLinkRow } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Question } from '#web/ui/question.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Code, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './payments.module.css'
import { SendAway } from './send-away.tsx'
import { useChange } from './use-change.ts'

/** The pay links of a customer, with who opened them. */
export function CustomerLinks({ customerId }: OfCustomer) {
  const t = useWords('payments')
  const { data } = useQuery(api.payments.links.queryOptions({ input: { customerId } }))
  if (!data) return null
  if (data.rows.length === 0) return <p className="dim">{t('links_none')}</p>
  return (
    <ul className={css['rows']}>
      {data.rows.map((link) => (
        <Link key={link.id} link={link} />
      ))}
    </ul>
  )
}

const shownNumbers = 3

function Link({ link }: { link: PayLinkRow }) {
  const t = useWords('payments')
  const may = useMay()
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const [sending, setSending] = useState(false)
  const over = link.revokedAt !== null || new Date(link.expiresAt) <= new Date()
  const more = link.numbers.length - shownNumbers
  return (
    <li>
      <div>
        <span className={css['numbers']}>
          {link.numbers.slice(0, shownNumbers).map((number) => (
            <Code key={number}>{number}</Code>
          ))}
          {more > 0 && <span className="dim">{t('and_more', { count: more })}</span>}
        </span>
        <small>
          {t('link_until')} <Day value={format.dayOf(link.expiresAt)} /> ·{' '}
          {link.lastViewedAt ? (
            <>
              {t('link_views', { count: link.views })} <Moment value={link.lastViewedAt} />
            </>
          ) : (
            t('link_unseen')
          )}
        </small>
      </div>
      {over && <Chip tone="void">{t('link_over')}</Chip>}
      {!over && <CopyLink url={link.url} />}
      {!over && may('payments.link') && (
        <RowMenu
          name={link.numbers[0] ?? ''}
          items={[
            { label: t('link_send'), icon: IconMail, run: () => setSending(true) },
            {
              label: t('link_revoke'),
              icon: IconTrash,
              grave: true,
              run: () => setAsking(true),
            },
          ]}
        />
      )}
      {sending && <SendLink link={link} onClose={() => setSending(false)} />}
      <Revoke link={link} open={asking} onClose={() => setAsking(false)} />
    </li>
  )
}

/** Puts the address on the clipboard, and says so where the button is. */
export function CopyLink({ url }: { url: string }) {
  const t = useWords('payments')
  return (
    <CopyButton value={url} timeout={2000}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={copy}
        >
          {copied ? t('link_copied') : t('link_copy')}
        </Button>
      )}
    </CopyButton>
  )
}

/** Sends the link; what became of it stands among the customer's messages. */
export function SendLink({
  link: { id },
  onClose,
}: {
  link: Pick<PayLinkRow, 'id'>
  onClose: () => void
}) {
  const t = useWords('payments')
  return (
    <SendAway
      name={id}
      title={t('link_send_ask')}
      yes={t('link_send_yes')}
      queued={t('link_queued')}
      preview={(channel) => client.payments.previewLink({ id, channel })}
      send={(channel, requestId) => client.payments.sendLink({ id, requestId, channel })}
      onClose={onClose}
    />
  )
}

function Revoke({ link, open, onClose }: { link: PayLinkRow; open: boolean; onClose: () => void }) {
  const t = useWords('payments')
  const revoke = useChange(() => client.payments.revokeLink({ id: link.id }), onClose)
  return (
    <Question
      open={open}
      onClose={onClose}
      title={t('link_revoke_ask')}
      yes={t('link_revoke')}
      no={t('keep')}
      grave
      busy={revoke.isPending}
      onYes={() => revoke.mutate(undefined)}
    >
      {t('link_revoke_hint')}
    </Question>
  )
}

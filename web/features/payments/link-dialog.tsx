import { Button, Checkbox, Modal } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { total } from '#core/money.ts'
import type { PayableItem, PayLinkRow } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Bones } from '#web/ui/blank.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { CopyLink, SendLink } from './customer-links.tsx'
import css from './payments.module.css'
import { useChange } from './use-change.ts'

type Props = Readonly<{ customerId: string; onClose: () => void }>

const payable = ['invoice', 'debit_note', 'opening', 'simplified']

/** Makes a pay link for some open invoices, then lets one copy or mail it. */
export function LinkDialog({ customerId, onClose }: Props) {
  const t = useWords('payments')
  const ui = useWords('ui')
  const [made, setMade] = useState<PayLinkRow>()
  const [sending, setSending] = useState(false)
  // One dialog after the other, never one on the other.
  if (made && sending) return <SendLink link={made} onClose={onClose} />
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={made ? t('link_ready') : t('link_new')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {made ? (
        <Ready link={made} onSend={() => setSending(true)} />
      ) : (
        <Choose customerId={customerId} onMade={setMade} />
      )}
    </Modal>
  )
}

function Choose({
  customerId,
  onMade,
}: {
  customerId: string
  onMade: (link: PayLinkRow) => void
}) {
  const t = useWords('payments')
  const { data } = useQuery(api.payments.payable.queryOptions({ input: { customerId } }))
  if (!data) return <Bones rows={3} />
  const rows = data.rows.filter(({ documentKind }) => payable.includes(documentKind))
  if (rows.length === 0) return <p className="dim">{t('link_nothing')}</p>
  return <Invoices customerId={customerId} rows={rows} onMade={onMade} />
}

function Invoices(props: {
  customerId: string
  rows: readonly PayableItem[]
  onMade: (link: PayLinkRow) => void
}) {
  const { customerId, rows, onMade } = props
  const t = useWords('payments')
  const [id] = useState(newId)
  const [chosen, setChosen] = useState<readonly string[]>(rows.map((row) => row.documentId))
  const make = useChange(
    (invoiceIds: string[]) => client.payments.createLink({ id, customerId, invoiceIds }),
    onMade,
  )
  const picked = rows.filter((row) => chosen.includes(row.documentId))
  const currency = picked[0]?.balance.currency
  const sum =
    currency &&
    total(
      picked.flatMap(({ balance }) => (balance.currency === currency ? [balance] : [])),
      currency,
    )
  return (
    <>
      <p className="dim">{t('link_choose')}</p>
      <ul className={css['rows']}>
        {rows.map((row) => (
          <li key={row.id}>
            <Checkbox
              size="sm"
              checked={chosen.includes(row.documentId)}
              onChange={({ currentTarget: { checked } }) =>
                setChosen(
                  checked
                    ? [...chosen, row.documentId]
                    : chosen.filter((one) => one !== row.documentId),
                )
              }
              label={<Code>{row.number}</Code>}
              description={<Day value={row.dueOn} />}
            />
            <Money value={row.balance} />
          </li>
        ))}
      </ul>
      <div className="form-acts">
        <Button disabled={!sum} loading={make.isPending} onClick={() => make.mutate([...chosen])}>
          {t('link_make')} {sum && <Money value={sum} />}
        </Button>
      </div>
    </>
  )
}

function Ready({ link, onSend }: { link: PayLinkRow; onSend: () => void }) {
  const t = useWords('payments')
  return (
    <>
      <p className="dim">{t('link_ready_hint')}</p>
      <p className={css['address']} dir="ltr">
        {link.url}
      </p>
      <div className="form-acts">
        <CopyLink url={link.url} />
        <Button leftSection={<IconMail size={16} />} onClick={onSend}>
          {t('link_send')}
        </Button>
      </div>
    </>
  )
}

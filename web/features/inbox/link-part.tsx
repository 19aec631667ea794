import { Button } from '@mantine/core'
import { IconLink, IconLinkOff, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { isAddressName } from '#core/messaging/address-name.ts'
import { client } from '#web/client.ts'
import { loadCustomers } from '#web/features/contacts/index.ts'
import { useMay } from '#web/me.tsx'
import { stringifySearch } from '#web/place.ts'
import { PickerInput } from '#web/ui/form/picker-input.tsx'
import { Go } from '#web/ui/link.tsx'
import { Question } from '#web/ui/question.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './inbox.module.css'
import { useTimelineChange } from './use-timeline-change.ts'
import { useReasons } from './why.tsx'

type Props = Readonly<{ detail: ConversationDetail }>

/** Whose thread it is; while nobody knows, who it may be and why. */
export function LinkPart({ detail }: Props) {
  const ui = useWords('ui')
  const t = useWords('inbox')
  const { id, customer } = detail
  const [unlinking, setUnlinking] = useState(false)
  const link = useTimelineChange(
    (customerId: string | null) => client.inbox.setCustomer({ id, customerId }),
    (_, customerId) => {
      setUnlinking(false)
      toast.said(t(customerId ? 'linked_said' : 'unlinked_said'), undefined, {
        label: ui('undo'),
        run: () => void link.mutate(customerId ? null : (customer?.id ?? null)),
      })
    },
  )
  if (!customer) return <Unknown detail={detail} busy={link.isPending} onLink={link.mutate} />
  return (
    <section className={css['card']}>
      <div className={css['customer']}>
        <div>
          <h3>
            <Go to={`/customers/${customer.id}`} className="figure-link">
              <Bdi>{customer.name}</Bdi>
            </Go>
          </h3>
          <small>
            <Code quiet>{customer.number}</Code>
            {detail.linkedBy && ` · ${t(`linked_by_${detail.linkedBy}`)}`}
          </small>
        </div>
        {detail.mayAnswer && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconLinkOff size={14} />}
            onClick={() => setUnlinking(true)}
          >
            {t('unlink')}
          </Button>
        )}
      </div>
      {detail.optedOut && <p className={css['note']}>{t('opted_out')}</p>}
      {detail.satisfaction && (
        <p className={css['note']}>
          {detail.satisfaction.score === null
            ? t('asked_satisfaction')
            : t('rated', { score: detail.satisfaction.score })}
        </p>
      )}
      <Question
        open={unlinking}
        onClose={() => setUnlinking(false)}
        title={t('unlink_ask', { name: customer.name })}
        yes={t('unlink')}
        busy={link.isPending}
        onYes={() => link.mutate(null)}
      >
        {t('unlink_hint')}
      </Question>
    </section>
  )
}

type UnknownProps = Props & Readonly<{ busy: boolean; onLink: (customerId: string) => void }>

function Unknown({ detail, busy, onLink }: UnknownProps) {
  const t = useWords('inbox')
  const reasons = useReasons()
  const may = useMay()
  const [chosen, setChosen] = useState<string | null>(null)
  const nameless = isAddressName(detail.writer)
  const address = detail.threads.find(({ id }) => id === detail.threadId)?.address
  return (
    <section className={css['card']}>
      <h3>{t('who_is_it')}</h3>
      <p className={css['hint']}>
        {/* Who has no name yet is named by the address, which is not said twice. */}
        {!nameless && <Bdi>{detail.writer}</Bdi>}{' '}
        {(address || nameless) && <bdi dir="ltr">{address ?? detail.writer}</bdi>}
      </p>
      {detail.suggestions.map(({ customer, reasons: why }) => (
        <div key={customer.id} className={css['suggest']}>
          <div>
            <b>
              <Bdi>{customer.name}</Bdi>
            </b>
            <small>{why.flatMap((each) => reasons(each) ?? []).join(t('comma'))}</small>
          </div>
          {detail.mayAnswer && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={busy}
              leftSection={<IconLink size={14} />}
              onClick={() => onLink(customer.id)}
            >
              {t('link')}
            </Button>
          )}
        </div>
      ))}
      {detail.mayAnswer && may('contacts.read') && (
        <>
          <PickerInput
            label={t(detail.suggestions.length > 0 ? 'find_customer' : 'find_customer_first')}
            value={chosen}
            onChange={setChosen}
            load={loadCustomers}
          />
          <div className={css['acts']}>
            <Button
              disabled={!chosen}
              loading={busy}
              onClick={() => {
                if (chosen) onLink(chosen)
              }}
            >
              {t('link_to')}
            </Button>
            {may('contacts.change') && (
              <Button
                component={Go}
                to={`/customers/new${stringifySearch({ name: detail.writer })}`}
                variant="default"
                leftSection={<IconUserPlus size={16} />}
              >
                {t('new_customer')}
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  )
}

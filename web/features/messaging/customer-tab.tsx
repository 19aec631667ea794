import { Button, Modal } from '@mantine/core'
import { IconMessages } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SaveConsent } from '#core/messaging/api.ts'
import { api, client } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { LogForm } from './log-form.tsx'
import css from './messaging.module.css'
import { MessageChip } from './state-chip.tsx'
import { useChange } from './use-change.ts'

/** The tab «الرسائل» of a customer: what was sent, and whether they want to hear from the machine. */
export function CustomerMessages({ customerId }: OfCustomer) {
  const t = useWords('messaging')
  const { data, error, refetch } = useQuery(
    api.messaging.messages.queryOptions({ input: { customerId, limit: 100 } }),
  )
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={4} />
  return (
    <>
      <ConsentPart customerId={customerId} />
      <LogForm customerId={customerId} />
      <Section title={t('messages')}>
        {data.rows.length === 0 && (
          <Blank icon={<IconMessages size={30} />} title={t('empty')}>
            {t('empty_hint')}
          </Blank>
        )}
        <ul className={css['lines']}>
          {data.rows.map((row) => (
            <li key={row.id}>
              <Go to={`/messages/${row.id}`}>
                <Bdi>
                  {row.subject ||
                    (row.channel === 'manual' ? t('log_talk') : t(`channel_${row.channel}`))}
                </Bdi>
              </Go>{' '}
              <MessageChip state={row.state} />
              <small>
                {t(`category_${row.category}`)}، <Moment value={row.queuedAt} />
              </small>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function ConsentPart({ customerId }: OfCustomer) {
  const t = useWords('messaging')
  const close = useWords('ui')('close')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { data } = useQuery(api.messaging.consents.queryOptions({ input: { id: customerId } }))
  const [latest] = data?.rows ?? []
  const out = latest?.optedOut ?? false
  return (
    <Section
      title={t('consent')}
      hint={out ? t('consent_out') : t('consent_in')}
      actions={
        may('messaging.send') && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {out ? t('allow_for') : t('stop_for')}
          </Button>
        )
      }
    >
      {latest && (
        <p className="muted">
          <Moment value={latest.at} /> <Bdi>{latest.by}</Bdi>: <Bdi>{latest.evidence}</Bdi>
        </p>
      )}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        size={460}
        title={out ? t('allow_for') : t('stop_for')}
        closeButtonProps={{ 'aria-label': close }}
      >
        <ConsentForm customerId={customerId} optedOut={!out} onClose={() => setAsking(false)} />
      </Modal>
    </Section>
  )
}

function ConsentForm(props: OfCustomer & { optedOut: boolean; onClose: () => void }) {
  const t = useWords('messaging')
  const [id] = useState(newId)
  const { customerId, optedOut, onClose } = props
  const save = useChange(client.messaging.saveConsent, () => {
    toast.said(t('consent_said'))
    onClose()
  })
  const form = useForm({
    schema: SaveConsent,
    initial: { id, customerId, optedOut, channel: 'email', evidence: '' },
    save: (values) => save.mutateAsync(values),
  })
  return (
    <FormFields form={form} submit={optedOut ? t('stop_for') : t('allow_for')} onCancel={onClose}>
      <TextareaField path="evidence" label={t('evidence')} rows={2} />
    </FormFields>
  )
}

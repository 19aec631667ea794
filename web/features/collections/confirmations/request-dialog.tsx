import { Modal } from '@mantine/core'
import { useState } from 'react'
import { RequestConfirmations } from '#core/collections/confirmation-api.ts'
import { reachChannels } from '#core/contacts/customer.ts'
import { addDays } from '#core/day.ts'
import { client } from '#web/client.ts'
import { useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { DateField, NumberField, SelectField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { ChosenField } from '../../payments/index.ts'
import { useChange } from '../use-change.ts'

type Props = Readonly<{ onClose: () => void }>

/** How long customers usually take to look a balance up. */
const usualDays = 14

/** Asks several customers to confirm their balance on a day. */
export function RequestDialog({ onClose }: Props) {
  const t = useWords('confirmations')
  const ui = useWords('ui')
  const messaging = useWords('messaging')
  const today = useToday()
  const [id] = useState(newId)
  const request = useChange(client.collections.requestConfirmations, ({ asked, passed }) => {
    toast.said(t('request_said', { asked, passed }))
    onClose()
  })
  const form = useForm({
    schema: RequestConfirmations,
    initial: {
      ...{ id, asOf: today, whom: 'owing', customerIds: [], channel: 'best' },
      ...{ answerBy: addDays(today, usualDays), remindEveryDays: 5 },
    },
    save: (values) => request.mutateAsync(values),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t('request_ask')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <FormFields form={form} submit={t('request_yes')} onCancel={onClose}>
        <SelectField
          path="whom"
          label={t('whom')}
          options={(['owing', 'chosen'] as const).map((value) => ({
            value,
            label: t(`whom_${value}`),
          }))}
        />
        <Chosen />
        <Pair>
          <DateField path="asOf" label={t('as_of')} />
          <DateField path="answerBy" label={t('answer_by')} />
        </Pair>
        <Pair>
          <SelectField
            path="channel"
            label={t('channel')}
            options={(['best', ...reachChannels] as const).map((value) => ({
              value,
              label: messaging(`channel_${value}`),
            }))}
          />
          <NumberField path="remindEveryDays" label={t('remind_every')} hint={t('remind_hint')} />
        </Pair>
        <Why>{t('request_ending')}</Why>
      </FormFields>
    </Modal>
  )
}

function Chosen() {
  return useFormAround().get('whom') === 'chosen' ? <ChosenField names={[]} /> : null
}

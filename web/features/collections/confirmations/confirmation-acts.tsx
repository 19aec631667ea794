import { Button, Modal } from '@mantine/core'
import { IconCheck, IconDownload, IconSend, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import { mayConfirmation } from '#core/collections/confirmation.ts'
import type { ConfirmationRecord } from '#core/collections/confirmation-api.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { SendAway } from '../../payments/index.ts'
import { useChange } from '../use-change.ts'

type Of = Readonly<{ of: ConfirmationRecord }>

/** What can be done with a confirmation as it stands. */
export function Actions({ of }: Of) {
  const t = useWords('confirmations')
  const may = useMay()
  const [asking, setAsking] = useState<'send' | 'withdraw' | 'settle' | null>(null)
  const onClose = () => setAsking(null)
  const mayAsk = may('collections.confirm_balance') !== undefined
  const settles = mayConfirmation(of.state, 'settle') && of.settled === null
  return (
    <>
      {mayAsk && mayConfirmation(of.state, 'send') && (
        <Button leftSection={<IconSend size={16} />} onClick={() => setAsking('send')}>
          {t(of.sentAt === null ? 'send' : 'send_again')}
        </Button>
      )}
      {mayAsk && settles && (
        <Button leftSection={<IconCheck size={16} />} onClick={() => setAsking('settle')}>
          {t('settle')}
        </Button>
      )}
      <Button
        component="a"
        variant="default"
        href={`/api/v1/balance-confirmations/${of.id}/file`}
        download
        leftSection={<IconDownload size={16} />}
      >
        {t('letter')}
      </Button>
      {mayAsk && mayConfirmation(of.state, 'withdraw') && (
        <RowMenu
          name={t('confirmation')}
          items={[
            { label: t('withdraw'), icon: IconX, grave: true, run: () => setAsking('withdraw') },
          ]}
        />
      )}
      {asking === 'send' && (
        <SendAway
          name={`confirmation:${of.id}`}
          title={t('send_ask')}
          yes={t('send')}
          queued={t('send_queued')}
          preview={(channel) => client.collections.previewConfirmation({ id: of.id, channel })}
          send={(channel, requestId) =>
            client.collections.sendConfirmation({ id: of.id, requestId, channel })
          }
          onClose={onClose}
        />
      )}
      {asking === 'withdraw' && <Withdraw of={of} onClose={onClose} />}
      {asking === 'settle' && <Settle of={of} onClose={onClose} />}
    </>
  )
}

type Ends = Of & Readonly<{ onClose: () => void }>

function Withdraw({ of: { id }, onClose }: Ends) {
  const t = useWords('confirmations')
  const close = useWords('ui')('close')
  const withdraw = useChange(client.collections.withdrawConfirmation, () => {
    toast.said(t('withdraw_said'))
    onClose()
  })
  const form = useForm({
    schema: z.object({}),
    initial: {},
    save: () => withdraw.mutateAsync({ id }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('withdraw_ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      <p className="dim">{t('withdraw_hint')}</p>
      <FormFields form={form} submit={t('withdraw')} onCancel={onClose}>
        {null}
      </FormFields>
    </Modal>
  )
}

const Note = z.object({ note: z.string().trim().min(1).max(1000) })

function Settle({ of: { id }, onClose }: Ends) {
  const t = useWords('confirmations')
  const close = useWords('ui')('close')
  const settle = useChange(client.collections.settleConfirmation, () => {
    toast.said(t('settle_said'))
    onClose()
  })
  const form = useForm({
    schema: Note,
    initial: { note: '' },
    save: ({ note }) => settle.mutateAsync({ id, note }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('settle_ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      <FormFields form={form} submit={t('settle')} onCancel={onClose}>
        <TextareaField path="note" label={t('settle_note')} rows={3} />
      </FormFields>
    </Modal>
  )
}

import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type Instrument, type InstrumentKind, MendInstrument } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { TextareaField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { ReceiptField } from '../notices/receipt-field.tsx'

/** What is written on the paper beside its number, amount and day. */
export function PaperFields({ kind }: { kind: InstrumentKind }) {
  const t = useWords('instruments')
  return (
    <>
      <Pair>
        {kind !== 'note' && (
          <TextField
            path="issuer"
            label={t(kind === 'cheque' ? 'issuer' : 'guarantor_bank')}
            optional={kind !== 'cheque'}
          />
        )}
        <TextField path="party" label={t(`party_${kind}`)} optional />
        {kind === 'note' && <TextField path="guarantor" label={t('guarantor')} optional />}
      </Pair>
      {kind === 'note' && (
        <Pair>
          <TextField path="place" label={t('place')} optional />
          <TextField path="nafithRef" label={t('nafith')} optional ltr />
        </Pair>
      )}
      <ReceiptField path="file" label={t(`file_${kind}`)} />
      <TextareaField path="note" label={t('note')} optional />
    </>
  )
}

/** Adds what was not known when it was taken in. */
export function MendDialog({
  instrument,
  onClose,
}: {
  instrument: Instrument
  onClose: () => void
}) {
  const t = useWords('instruments')
  const ui = useWords('ui')
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('mend_ask', { number: instrument.number })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <MendForm instrument={instrument} onClose={onClose} />
    </Modal>
  )
}

function MendForm({ instrument, onClose }: { instrument: Instrument; onClose: () => void }) {
  const t = useWords('instruments')
  const queries = useQueryClient()
  const { id, issuer, party, guarantor, place, nafithRef, note } = instrument
  const form = useForm({
    schema: MendInstrument,
    initial: {
      id,
      ...(issuer && { issuer }),
      ...(party && { party }),
      ...(guarantor && { guarantor }),
      ...(place && { place }),
      ...(nafithRef && { nafithRef }),
      ...(note && { note }),
    },
    save: async (values) => {
      await client.payments.mendInstrument(values)
      onClose()
      await queries.invalidateQueries()
      toast.said(t('did_mend'))
    },
  })
  return (
    <FormFields form={form} submit={t('mend_yes')} onCancel={onClose}>
      <PaperFields kind={instrument.kind} />
    </FormFields>
  )
}

import { Button, CopyButton, Modal, SegmentedControl } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { type CreditFormRow, mostFormDays } from '#core/credit/form.ts'
import { Id } from '#core/list.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { NumberField, PickerField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../contacts/index.ts'
import css from './credit.module.css'

type Props = Readonly<{
  /** Whom it is for; absent: one is chosen, or named. */
  customerId?: string
  onClose: () => void
}>

/** Makes the link by which somebody applies himself, then lets one copy it. */
export function MakeFormDialog({ customerId, onClose }: Props) {
  const t = useWords('creditForms')
  const close = useWords('ui')('close')
  const [made, setMade] = useState<CreditFormRow>()
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={made ? t('ready') : t('make_title')}
      closeButtonProps={{ 'aria-label': close }}
    >
      {made?.url ? (
        <Ready url={made.url} onClose={onClose} />
      ) : (
        <Ask {...(customerId && { customerId })} onMade={setMade} onClose={onClose} />
      )}
    </Modal>
  )
}

function Ready({ url, onClose }: { url: string; onClose: () => void }) {
  const t = useWords('creditForms')
  return (
    <>
      <p className="dim">{t('ready_hint')}</p>
      <p className={css['address']}>
        <Ltr>{url}</Ltr>
      </p>
      <div className="form-acts">
        <CopyFormLink url={url} filled />
        <Button variant="default" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </>
  )
}

/** Copies the address of a link. */
export function CopyFormLink({ url, filled = false }: { url: string; filled?: boolean }) {
  const t = useWords('creditForms')
  return (
    <CopyButton value={url}>
      {({ copied, copy }) => (
        <Button
          variant={filled ? 'filled' : 'default'}
          leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={copy}
        >
          {copied ? t('copied') : t('copy')}
        </Button>
      )}
    </CopyButton>
  )
}

type AskProps = Props & Readonly<{ onMade: (made: CreditFormRow) => void }>

function Ask({ customerId, onMade, onClose }: AskProps) {
  const t = useWords('creditForms')
  const [known, setKnown] = useState(true)
  return (
    <>
      {!customerId && (
        <SegmentedControl
          fullWidth
          aria-label={t('make_for')}
          value={known ? 'known' : 'new'}
          onChange={(value) => setKnown(value === 'known')}
          data={[
            { value: 'known', label: t('make_for_customer') },
            { value: 'new', label: t('make_for_other') },
          ]}
        />
      )}
      {known ? (
        <AskKnown {...(customerId && { customerId })} onMade={onMade} onClose={onClose} />
      ) : (
        <AskNew onMade={onMade} onClose={onClose} />
      )}
    </>
  )
}

/** Makes the link once, and reads the list of them again. */
function useMaking(onMade: AskProps['onMade']) {
  const queries = useQueryClient()
  const [id] = useState(newId)
  return async (whom: { customerId: string } | { name: string }, days: number) => {
    const made = await client.credit.makeForm({ id, days, ...whom })
    await queries.invalidateQueries({ queryKey: api.credit.forms.key() })
    onMade(made)
  }
}

const days = z.int().min(1).max(mostFormDays)
const Known = z.object({ customerId: Id, days })
const New = z.object({ name: z.string().trim().min(1).max(200), days })

function AskKnown({ customerId, onMade, onClose }: AskProps) {
  const t = useWords('creditForms')
  const make = useMaking(onMade)
  const form = useForm({
    schema: Known,
    initial: { days: 14, ...(customerId && { customerId }) },
    save: (typed) => make({ customerId: typed.customerId }, typed.days),
  })
  return (
    <FormFields form={form} submit={t('make_yes')} onCancel={onClose}>
      {!customerId && <PickerField path="customerId" label={t('customer')} load={loadCustomers} />}
      <NumberField path="days" label={t('days')} />
    </FormFields>
  )
}

function AskNew({ onMade, onClose }: AskProps) {
  const t = useWords('creditForms')
  const make = useMaking(onMade)
  const form = useForm({
    schema: New,
    initial: { days: 14 },
    save: (typed) => make({ name: typed.name }, typed.days),
  })
  return (
    <FormFields form={form} submit={t('make_yes')} onCancel={onClose}>
      <TextField path="name" label={t('name')} hint={t('name_hint')} maxLength={200} />
      <NumberField path="days" label={t('days')} />
    </FormFields>
  )
}

import { Button } from '@mantine/core'
import { IconLink, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CreditFormRow, FormState } from '#core/credit/form.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './credit.module.css'
import { CopyFormLink, MakeFormDialog } from './make-form.tsx'
import { useChange } from './use-change.ts'

const tones: Readonly<Record<FormState, Tone>> = {
  open: 'brand',
  sent: 'good',
  expired: 'plain',
  revoked: 'plain',
}

/** The links by which customers apply themselves: for whom, until when, and what came of them. */
export function CreditFormsPage() {
  const t = useWords('creditForms')
  const [making, setMaking] = useState(false)
  const { data, error, refetch } = useQuery(
    api.credit.forms.queryOptions({ input: { limit: 100 } }),
  )
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      {t('make')}
    </Button>
  )
  return (
    <Sheet label={t('forms')}>
      <PageHead title={t('forms')} actions={data && data.rows.length > 0 && add}>
        {t('forms_hint')}
      </PageHead>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} />}
      {data?.rows.length === 0 && (
        <Blank icon={<IconLink size={30} />} title={t('forms_none')} actions={add}>
          {t('forms_none_hint')}
        </Blank>
      )}
      {data && data.rows.length > 0 && (
        <ul className={`${css['lines']} ${css['onSheet']}`} aria-label={t('forms')}>
          {data.rows.map((row) => (
            <Line key={row.id} form={row} />
          ))}
        </ul>
      )}
      {making && <MakeFormDialog onClose={() => setMaking(false)} />}
    </Sheet>
  )
}

function Line({ form }: { form: CreditFormRow }) {
  const t = useWords('creditForms')
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const revoke = useChange(client.credit.revokeForm, () => {
    setAsking(false)
    toast.said(t('revoked_said'))
  })
  const { id, name, state, url, customerId, applicationId, madeAt, madeBy, expiresAt } = form
  const named = `\u2068${name}\u2069`
  return (
    <li>
      <div>
        {customerId ? (
          <Go to={`/customers/${customerId}/credit`} className="link">
            <Bdi>{name}</Bdi>
          </Go>
        ) : (
          <Bdi>{name}</Bdi>
        )}
        <small>
          {t('made_line', {
            by: `\u2068${madeBy}\u2069`,
            day: format.day(format.dayOf(madeAt)),
          })}
          {state === 'open' && ` · ${t('until', { day: format.day(format.dayOf(expiresAt)) })}`}
        </small>
      </div>
      <Chip tone={tones[state]}>{t(`state_${state}`)}</Chip>
      {applicationId && (
        <Go to={`/credit-applications/${applicationId}`} className="link">
          {t('open_application')}
        </Go>
      )}
      {url && <CopyFormLink url={url} />}
      {url && (
        <Button
          variant="default"
          aria-label={t('revoke_of', { name: named })}
          onClick={() => setAsking(true)}
        >
          {t('revoke')}
        </Button>
      )}
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('revoke_ask', { name: named })}
        yes={t('revoke')}
        no={t('keep')}
        busy={revoke.isPending}
        onYes={() => revoke.mutate({ id })}
        grave
      >
        <p className="dim">{t('revoke_hint')}</p>
      </Question>
    </li>
  )
}

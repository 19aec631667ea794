import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { previewOf } from '#core/messaging/channel-template.ts'
import type { ChannelTemplate, TemplateProposal } from '#core/messaging/templates-api.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { PageHead, Section, Sheet, Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './messaging.module.css'
import { useChange } from './use-change.ts'

const tones: Readonly<Record<ChannelTemplate['state'], Tone>> = {
  draft: 'plain',
  pending: 'info',
  approved: 'good',
  rejected: 'late3',
  paused: 'late2',
  disabled: 'late3',
  deleted: 'plain',
}

/** Templates that a vendor reviews: those that stand there, and those that ship. */
export function ChannelTemplatesPage() {
  const t = useWords('messaging')
  const [chosen, choose] = useState<string | null>(null)
  const { data, error, refetch } = useQuery(
    api.messaging.channelTemplates.queryOptions({ input: {} }),
  )
  const accountId = chosen ?? data?.accounts[0]?.id
  const sync = useChange(
    () => client.messaging.syncTemplates({ id: accountId ?? '' }),
    () => toast.said(t('templates_asked')),
  )
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const rows = data.rows.filter((row) => row.accountId === accountId)
  return (
    <Sheet label={t('channel_templates')}>
      <PageHead
        title={t('channel_templates')}
        actions={
          accountId && (
            <Button variant="default" onClick={() => sync.mutate()} loading={sync.isPending}>
              {t('templates_sync')}
            </Button>
          )
        }
      >
        {t('channel_templates_hint')}
      </PageHead>
      {data.accounts.length > 1 && (
        <Select
          aria-label={t('channel_templates')}
          data={data.accounts.map(({ id, name }) => ({ value: id, label: name }))}
          value={accountId ?? null}
          allowDeselect={false}
          onChange={choose}
        />
      )}
      {!accountId && <Why>{t('no_reviewing_account')}</Why>}
      {rows.map((row) => (
        <Standing key={row.id} row={row} />
      ))}
      {accountId && <Proposals accountId={accountId} />}
    </Sheet>
  )
}

function Standing({ row }: { row: ChannelTemplate }) {
  const t = useWords('messaging')
  const submit = useChange(
    () => client.messaging.submitTemplate({ id: row.id }),
    () => toast.said(t('template_handed_in')),
  )
  const remove = useChange(
    () => client.messaging.removeChannelTemplate({ id: row.id }),
    () => toast.said(t('template_removed')),
  )
  return (
    <Section
      title={row.standsFor ? t(`stands_${row.standsFor}`) : row.name}
      actions={
        <>
          {(row.state === 'draft' || row.state === 'rejected') && (
            <Button size="compact-sm" onClick={() => submit.mutate()} loading={submit.isPending}>
              {t('template_hand_in')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => remove.mutate()}
            loading={remove.isPending}
          >
            {t('template_remove')}
          </Button>
        </>
      }
    >
      <p>
        <Chip tone={tones[row.state]}>{t(`template_${row.state}`)}</Chip>{' '}
        <span className="muted">
          <bdi dir="ltr">{row.name}</bdi> · {row.language} · {t(`cost_${row.category}`)}
        </span>
      </p>
      {row.reason && <Why>{row.reason}</Why>}
      <Bubble template={row} />
    </Section>
  )
}

function Bubble({
  template,
}: {
  template: Pick<ChannelTemplate, 'parts' | 'variables' | 'language'>
}) {
  const { header, body, footer, buttons } = previewOf(template.parts, template.variables, {})
  return (
    <article
      className={css['paper']}
      lang={template.language}
      dir={template.language.startsWith('ar') ? 'rtl' : 'ltr'}
    >
      {header && <h3>{header}</h3>}
      <p>{body}</p>
      {footer && <p className="muted">{footer}</p>}
      {buttons.length > 0 && <p className="muted">{buttons.join(' · ')}</p>}
    </article>
  )
}

function Proposals({ accountId }: { accountId: string }) {
  const t = useWords('messaging')
  const { data } = useQuery(api.messaging.templateProposals.queryOptions({ input: { accountId } }))
  const propose = useChange(
    ({ standsFor, language }: TemplateProposal) =>
      client.messaging.proposeTemplate({ id: newId(), accountId, standsFor, language }),
    () => toast.said(t('template_handed_in')),
  )
  if (!data) return <Bones rows={4} />
  const open = data.rows.filter(({ standing }) => standing === null)
  if (open.length === 0) return <p className="muted">{t('all_proposed')}</p>
  return (
    <>
      <h2>{t('template_proposals')}</h2>
      {open.map((row) => (
        <Section
          key={`${row.standsFor} ${row.language}`}
          title={`${t(`stands_${row.standsFor}`)} · ${t(row.language === 'ar' ? 'arabic' : 'english')}`}
          actions={
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => propose.mutate(row)}
              loading={propose.isPending}
            >
              {t('template_hand_in')}
            </Button>
          }
        >
          <Bubble template={row} />
        </Section>
      ))}
    </>
  )
}

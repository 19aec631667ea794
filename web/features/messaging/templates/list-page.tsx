import { Button, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ChannelTemplate, TemplateProposal } from '#core/messaging/templates-api.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { useGo, useSearchText } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Section, Sheet, Views, Why } from '#web/ui/page.tsx'
import { Ltr } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import { TemplatePhone } from './phone.tsx'
import { stateTones, templatesPath, useLanguageName } from './state.ts'
import css from './templates.module.css'

/** Templates that a vendor reviews: those that stand there, and those that ship. */
export function ChannelTemplatesPage() {
  const t = useWords('messaging')
  const go = useGo()
  const [search, change] = useSearchText()
  const { data, error, refetch } = useQuery(
    api.messaging.channelTemplates.queryOptions({ input: {} }),
  )
  const on = data?.accounts.find(({ id }) => id === search['account']) ?? data?.accounts[0]
  const accountId = on?.id
  const sync = useChange(
    () => client.messaging.syncTemplates({ id: accountId ?? '' }),
    () => toast.said(t('templates_asked')),
  )
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const actions = accountId && (
    <>
      <Button
        leftSection={<IconPlus size={16} />}
        onClick={() => go(`${templatesPath}/new?account=${accountId}`)}
      >
        {t('template_new')}
      </Button>
      <Button variant="default" onClick={() => sync.mutate(undefined)} loading={sync.isPending}>
        {t('templates_sync')}
      </Button>
    </>
  )
  return (
    <Sheet label={t('channel_templates')}>
      <PageHead title={t('channel_templates')} actions={actions}>
        {t('channel_templates_hint')}
      </PageHead>
      {!accountId && <Why>{t('no_reviewing_account')}</Why>}
      {data.accounts.length > 1 && (
        <Section title={t('template_standing')}>
          <Select
            aria-label={t('template_standing')}
            data={data.accounts.map(({ id, name }) => ({ value: id, label: name }))}
            value={accountId ?? null}
            allowDeselect={false}
            onChange={(value) => change({ account: value })}
          />
        </Section>
      )}
      {accountId && <Standing rows={data.rows.filter((row) => row.accountId === accountId)} />}
      {accountId && <Proposals accountId={accountId} />}
    </Sheet>
  )
}

const views = [
  ['all', null],
  ['approved', ['approved']],
  ['pending', ['pending']],
  ['rejected', ['rejected', 'paused', 'disabled']],
  ['draft', ['draft']],
] as const

function Standing({ rows }: { rows: readonly ChannelTemplate[] }) {
  const t = useWords('messaging')
  const [search] = useSearchText()
  const account = search['account']
  const of = (states: readonly string[] | null) =>
    rows.filter(({ state }) => states === null || states.includes(state))
  if (rows.length === 0)
    return (
      <Section title={t('template_none')}>
        <p className="muted">{t('template_none_hint')}</p>
      </Section>
    )
  const [, states] = views.find(([id]) => id === search['view']) ?? views[0]
  const shown = of(states)
  return (
    <>
      <Views
        path={templatesPath}
        views={views.map(([id, each]) => ({
          id,
          label: t(id === 'all' ? 'template_all' : `template_${id}`),
          count: of(each).length,
          search: account ? { account } : {},
        }))}
      />
      {shown.length === 0 && <p className="muted">{t('template_none_in')}</p>}
      <ul className={css['rows']}>
        {shown.map((row) => (
          <TemplateLine key={row.id} row={row} />
        ))}
      </ul>
    </>
  )
}

function TemplateLine({ row }: { row: ChannelTemplate }) {
  const t = useWords('messaging')
  const named = useLanguageName()
  const { standsFor } = row
  return (
    <li>
      <Go to={`${templatesPath}/${row.id}`}>
        <span>
          <b>
            {standsFor && standsFor !== 'free' ? t(`stands_${standsFor}`) : <Ltr>{row.name}</Ltr>}
          </b>
          <small>
            <Ltr>{row.name}</Ltr> · {named(row.language)} · {t(`category_${row.category}`)}
            {row.quality && row.quality !== 'unknown' && (
              <>
                {' · '}
                {t('quality')}: {t(`quality_${row.quality}`)}
              </>
            )}
          </small>
        </span>
        <Chip tone={stateTones[row.state]}>{t(`template_${row.state}`)}</Chip>
      </Go>
    </li>
  )
}

function Proposals({ accountId }: { accountId: string }) {
  const t = useWords('messaging')
  const named = useLanguageName()
  const { data } = useQuery(api.messaging.templateProposals.queryOptions({ input: { accountId } }))
  const propose = useChange(
    ({ standsFor, language }: TemplateProposal) =>
      client.messaging.proposeTemplate({ id: newId(), accountId, standsFor, language }),
    () => toast.said(t('template_handed_in')),
  )
  if (!data) return <Bones rows={4} />
  const open = data.rows.filter(({ standing }) => standing === null)
  return (
    <Section title={t('template_proposals')}>
      {open.length === 0 && <p className="muted">{t('all_proposed')}</p>}
      <ul className={css['ready']}>
        {open.map((row) => (
          <li key={`${row.standsFor} ${row.language}`}>
            <h3>
              {t(`stands_${row.standsFor}`)} · {named(row.language)}
            </h3>
            <TemplatePhone {...row} headerFile={null} />
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => propose.mutate(row)}
              loading={propose.isPending && propose.variables === row}
            >
              {t('template_hand_in')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

import type { ClinicSettings, PractitionerSettings } from '../clinic-settings.ts';
import { checkTemplate } from '../conversation/templates/check-template.ts';
import type { TemplateCheck } from '../conversation/templates/check-template.ts';
import type { SendMessageEffect } from '../conversation/effect.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import { textRules } from '../conversation/text-rules.ts';
import { ConfigurationError, ConflictError } from '../errors.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { DocumentRecord, JsonValue } from '../ports/conversation-store/records.ts';
import type { Task } from '../task.ts';
import { applyEvent } from './apply-event.ts';
import { checkHandsAhead } from './ahead/ahead-templates.ts';
import { checkSettings } from './check-settings.ts';
import type { GivenConfig } from './clinic-config.ts';
import { reloadConfig } from './clinic-config.ts';
import { toEffectRecord } from './commit.ts';
import type { Engine } from './engine.ts';
import { createConsentActions } from './consent-actions.ts';
import type { ConsentActions } from './consent-actions.ts';
import { journalLine } from './staff-journal.ts';

/** What is paused: texts are held and replies become tasks. */
export type PauseTarget =
  | { readonly type: 'clinic' }
  | { readonly type: 'practitioner'; readonly id: string }
  | { readonly type: 'patient'; readonly id: string };

/** What people at the clinic do. Every change is journaled with who made it. */
export interface StaffActions extends ConsentActions {
  readonly tasks: {
    open(): Promise<readonly Task[]>;
    /** Ticks a task. Returns false when somebody else was faster. A task that stands for a write to the PMS counts as its acknowledgement. */
    resolve(query: { readonly id: string; readonly by: string }): Promise<boolean>;
  };
  readonly practitioners: {
    list(): readonly PractitionerSettings[];
    set(query: { readonly practitioner: PractitionerSettings; readonly by: string }): Promise<void>;
  };
  readonly templates: {
    source(query: { readonly name: TemplateName; readonly language: string }): string;
    /** Checks and saves. Throws a `ConfigurationError` with the first error. */
    set(query: {
      readonly name: TemplateName;
      readonly language: string;
      readonly source: string;
      readonly by: string;
    }): Promise<TemplateCheck>;
  };
  readonly settings: {
    get(): ClinicSettings;
    set(query: { readonly settings: Partial<ClinicSettings>; readonly by: string }): Promise<void>;
  };
  /** Sends a text now because somebody asked for it; asking again sends it again. The guards apply. */
  send(query: { readonly appointmentId: string; readonly template: TemplateName; readonly by: string }): Promise<void>;
  pause(query: { readonly target: PauseTarget; readonly by: string }): Promise<void>;
  resume(query: { readonly target: PauseTarget; readonly by: string }): Promise<void>;
}

/** Makes the staff's actions. */
export function createStaffActions(engine: Engine, given: GivenConfig): StaffActions {
  const reload = (): Promise<void> => reloadConfig(engine.config, given, engine.store);
  const save = async (document: DocumentRecord, by: string, reason: string): Promise<void> => {
    await engine.store.commit({ documents: [document], journal: [journalLine(engine, by, reason, null)] });
    await reload();
  };
  return {
    tasks: {
      open: () => engine.store.openTasks(),
      resolve: (query) => resolveTask(engine, query),
    },
    practitioners: {
      list: () => [...engine.config.practitioners.values()],
      set: ({ practitioner, by }) =>
        save(
          { kind: 'practitioner', id: practitioner.id, value: { ...practitioner } },
          by,
          `changed practitioner ${practitioner.id}`,
        ),
    },
    templates: {
      source: ({ name, language }) => engine.config.templates.source(name, language),
      set: async ({ name, language, source, by }) => {
        const check = await checkTemplate({ name, language, source });
        const error = check.problems.find((problem) => problem.severity === 'error');
        if (error !== undefined) throw new ConfigurationError({ field: `templates.${name}`, message: error.message });
        await save({ kind: 'template', id: `${language}/${name}`, value: source }, by, `changed template ${name}`);
        return check;
      },
    },
    settings: {
      get: () => engine.config.settings,
      set: async ({ settings, by }) => {
        const stored = await engine.store.document({ kind: 'setting', id: 'clinic' });
        const before = typeof stored?.value === 'object' && stored.value !== null ? stored.value : {};
        checkHandsAhead(checkSettings({ ...given.settings, ...before, ...settings }), engine.messages);
        // Settings are plain JSON: they have just been checked.
        const value = { ...before, ...settings } as JsonValue;
        await save(
          { kind: 'setting', id: 'clinic', value },
          by,
          `changed settings: ${Object.keys(settings).join(', ')}`,
        );
      },
    },
    ...createConsentActions(engine, reload),
    send: (query) => sendNow(engine, query),
    pause: ({ target, by }) => save({ kind: 'pause', id: pauseId(target), value: by }, by, `paused ${target.type}`),
    resume: ({ target, by }) => save({ kind: 'pause', id: pauseId(target), value: null }, by, `resumed ${target.type}`),
  };
}

function pauseId(target: PauseTarget): string {
  return target.type === 'clinic' ? 'clinic' : `${target.type}/${target.id}`;
}

async function resolveTask(engine: Engine, query: { readonly id: string; readonly by: string }): Promise<boolean> {
  const task = await engine.store.task({ id: query.id });
  if (task === null) return false;
  const now = engine.clock.now();
  const stoodFor = task.standsFor === null ? null : await engine.store.effect({ id: task.standsFor });
  const commit: Commit = {
    taskChanges: [{ type: 'resolve', id: task.id, at: now, by: query.by }],
    journal: [journalLine(engine, query.by, `settled: ${task.kind}`, task.appointmentId)],
    effectChanges:
      stoodFor?.status === 'waiting'
        ? [{ id: stoodFor.id, from: 'waiting', set: { status: 'done', finishedAt: now, reason: 'entered by hand' } }]
        : [],
  };
  const isHeld = task.kind === 'patient-is-here' && task.resolvedAt === null;
  if (isHeld && task.appointmentId !== null) return settleHeld(engine, task.appointmentId, query.by, commit);
  return (await engine.store.commit(commit)) === 'committed';
}

/** The visit is let go in the commit that ticks its task: neither is left without the other. */
async function settleHeld(engine: Engine, appointmentId: string, by: string, commit: Commit): Promise<boolean> {
  const event = { type: 'held-resolved' } as const;
  try {
    const applied = await applyEvent(engine, { appointmentId, by: `staff:${by}`, event, also: () => commit });
    return applied !== null || (await engine.store.commit(commit)) === 'committed';
  } catch (error) {
    // It keeps conflicting because somebody else has ticked it.
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

async function sendNow(
  engine: Engine,
  query: { readonly appointmentId: string; readonly template: TemplateName; readonly by: string },
): Promise<void> {
  const record = await engine.store.conversation({ appointmentId: query.appointmentId });
  if (record === null || record.phone === null) {
    throw new ConfigurationError({
      field: 'appointmentId',
      message: 'has no conversation with a number to text; see explain()',
    });
  }
  const now = engine.clock.now();
  const { context } = record.state;
  const effect: SendMessageEffect = {
    type: 'send-message',
    id: `${record.appointmentId}|r${context.revision}|${query.template}|${record.phone}|staff-${now}`,
    after: null,
    dueAt: now,
    latestAt: now + engine.config.settings.answerMinutes * 60_000,
    template: query.template,
    to: record.phone,
    language: context.appointment.patient.language,
    revision: context.revision,
    startAt: context.appointment.startAt,
    urgency: textRules[query.template].urgency === 'call-in' ? 'call-in' : 'answer',
    variables:
      query.template === 'DoctorReady'
        ? { room: engine.config.practitioners.get(context.appointment.practitioner.id)?.room ?? '' }
        : {},
  };
  await engine.store.commit({
    effects: [toEffectRecord(effect, record.appointmentId, now)],
    journal: [journalLine(engine, query.by, `sent ${query.template}`, record.appointmentId, record.phone)],
  });
}

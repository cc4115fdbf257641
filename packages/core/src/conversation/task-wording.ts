import type { TaskKind } from '../task.ts';

/** What a task says to reception: what happened, what to do, and whether it cannot wait. */
export interface TaskWording {
  readonly reason: string;
  readonly nextAction: string;
  readonly isUrgent: boolean;
}

const task = (reason: string, nextAction: string): TaskWording => ({ reason, nextAction, isUrgent: false });
const urgent = (reason: string, nextAction: string): TaskWording => ({ reason, nextAction, isUrgent: true });

/** The wording of every task. */
export const taskWordings: Readonly<Record<TaskKind, TaskWording>> = {
  'no-answer': task(
    'The question "video or come in?" stayed unanswered.',
    'Ring the patient, or expect them at the desk.',
  ),
  'doctor-ready-no-arrival': urgent(
    'The practitioner was ready before an arrival was seen.',
    'Look for the patient in the waiting room, then ring them.',
  ),
  'profile-not-chosen': task(
    'The practitioner may be ready, but it is not set what the PMS means by this status.',
    'Choose the PMS profile in the settings; until then call this patient in yourself.',
  ),
  'call-in-not-delivered': urgent('The call-in did not reach the patient.', 'Fetch or ring the patient now.'),
  'text-not-delivered': task('A text that matters did not reach the patient.', 'Ring the patient.'),
  'text-in-doubt': task('It cannot be found out whether a text left.', 'Ring the patient if it matters.'),
  'text-left-untrue': task(
    'A text that was handed to the gateway ahead is not true any more and could not be taken back.',
    'Read what it says and ring the patient.',
  ),
  'reply-not-understood': task('A reply needs a person.', 'Read the reply and answer it.'),
  'reply-too-old': task(
    'A reply came so late that nothing was done about it.',
    'Find out whether the patient is here.',
  ),
  'reply-while-paused': task('A reply came while texting is paused.', 'Read the reply and act on it.'),
  'reply-without-question': task('A reply came that answers nothing that is open.', 'Read the reply and answer it.'),
  'which-appointment': task('A reply could be about several appointments.', 'Find out which one is meant.'),
  'changed-mind-late': urgent(
    'A video visit became a visit in person shortly before its start.',
    'Ring the patient and agree how to meet.',
  ),
  'not-in-session': urgent('The practitioner is ready and nobody is in the video session.', 'Ring the patient.'),
  'alone-in-room': urgent(
    'The patient is in the video room and the practitioner is not, who was ready.',
    'Tell the practitioner, or ring the patient.',
  ),
  'ready-late': urgent(
    'The patient is ready for a video visit whose practitioner was ready before.',
    'Tell the practitioner, or ring the patient.',
  ),
  'patient-is-here': urgent(
    'The appointment was ended or moved in the PMS, or the day ended, while the patient was here or looked for.',
    'Talk to the patient, then settle this task.',
  ),
  'patient-cannot-come': urgent('The patient cannot be seen as planned.', 'Ring the patient.'),
  'at-clinic-or-phone': urgent(
    'The patient of a video visit says that they have arrived, and not where.',
    'Look in the waiting room, then ring the patient.',
  ),
  'video-impossible': urgent(
    'The patient asked for video, which is not possible.',
    'Ring the patient and agree how to meet.',
  ),
  'late-after-start': task(
    'The patient is late and the start has passed.',
    'Decide whether they can still be seen, and ring them.',
  ),
  'wants-to-reschedule': task('The patient wants another time.', 'Ring the patient and find another time.'),
  'wants-to-cancel': task('The patient wants to cancel.', 'Ring the patient, then cancel in the PMS.'),
  'may-want-to-cancel': task(
    'The patient sent a word that stops all texts while a question was open.',
    'Ring the patient: did they mean to cancel? Nothing was cancelled.',
  ),
  'undo-impossible': task(
    'The patient takes a cancellation back, and the time could not be given back.',
    'Ring the patient and offer another time.',
  ),
  'arrived-opted-out': urgent(
    'The patient is here and does not want texts, so no text will call them in.',
    'Fetch the patient when it is time.',
  ),
  'event-refused': task(
    'The EHR sent something about an appointment that could not be used.',
    'Look the appointment up in the EHR, and tell whoever looks after the connection.',
  ),
  'opted-out': task('The patient does not want texts any more.', 'Phone or fetch the patient when it is time.'),
  urgent: urgent('The reply speaks of an emergency.', 'Read it and ring the patient at once.'),
  'wrong-number': task('The person at this number says that it is not the patient.', 'Correct the number in the PMS.'),
  'pms-not-updated': urgent('The PMS has not taken what the patient told us.', 'Make the change in the PMS by hand.'),
  'pms-update': urgent(
    'The PMS is read-only: what the patient told us must be entered by hand.',
    'Enter it in the PMS, then tick this task.',
  ),
  'appointment-gone': task('The appointment is gone from the PMS.', 'Find out whether the patient must be told.'),
  'appointment-unusable': task(
    'The appointment cannot be read from the PMS any more: something in it is missing.',
    'Look at it in the PMS; until then the patient is not texted about it.',
  ),
  'duplicate-appointment': task('The same appointment is in the PMS twice.', 'Remove one of the two.'),
  'arrived-elsewhere': urgent(
    'The patient arrived by another number than the PMS has.',
    'Look for the patient; the call-in went to the number of the PMS.',
  ),
  'video-unavailable': urgent(
    'The video room could not be made, so the patient waits to be rung.',
    'Hold the visit by telephone, unless the link has gone out meanwhile.',
  ),
  'wants-to-be-rung': urgent('The patient of a video visit asks to be rung instead.', 'Ring the patient.'),
  restored: task('A text was due between the backup and its restore.', 'Find out whether the patient knows.'),
  'daily-limit': task('The number has had all its texts for today.', 'Ring the patient if it matters.'),
};

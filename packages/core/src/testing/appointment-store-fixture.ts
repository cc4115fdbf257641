import type { AppointmentStatus } from '../appointment.ts';
import type { AppointmentStore } from '../ports/appointment-store.ts';

/** What reception books in a test. Whatever is not named here, the fixture fills in so that the appointment is usable. */
export interface Booking {
  /** Epoch milliseconds. */
  readonly startAt: number;
  /** `booked` if not given. */
  readonly status?: AppointmentStatus;
  /** The patient's number as written in the record; an Australian mobile if not given, null for none. */
  readonly phone?: string | null;
  /** False books for a patient who is recorded as deceased, inactive or merged; true if not given. */
  readonly mayBeTexted?: boolean;
}

/** The practice management system behind a store, as its staff would use it. */
export interface PmsHarness {
  /** Books a quarter of an hour of a new patient, always with the same practitioner, and answers its id. */
  book(booking: Booking): Promise<string>;
  setStatus(id: string, status: AppointmentStatus): Promise<void>;
  /** Moves the start; the duration stays. */
  move(id: string, startAt: number): Promise<void>;
  remove(id: string): Promise<void>;
  /** Makes the appointment unusable, such as by taking its patient away. */
  damage(id: string): Promise<void>;
  /** Makes every answer fail as a system does that is down or does not know us, until it is called with null. */
  fail(failure: 'unavailable' | 'unauthorised' | null): Promise<void>;
  /** How many updates from the store the system has taken so far. */
  countWrites(): Promise<number>;
}

/** A store and the system behind it; a fresh one is asked for by every test. */
export interface AppointmentStoreFixture {
  readonly store: AppointmentStore;
  readonly pms: PmsHarness;
  /** Called when the test is over, also when it failed. */
  close?(): Promise<void>;
}

/** How `testAppointmentStore` gets its store, and what this store cannot do. All switches are on unless set to false. */
export interface AppointmentStoreSuiteOptions {
  create(): Promise<AppointmentStoreFixture>;
  readonly switches?: {
    /** An unchanged range is recognised. Off for stores whose token is always null. */
    readonly unchanged?: boolean;
    /** A deleted appointment is missed at the next listing. Off where that takes a sweep from time to time. */
    readonly deletedAtOnce?: boolean;
    /** Listing and reading ask the system, and fail with it. Off for stores that the system tells what it has. */
    readonly asked?: boolean;
    /** Off for systems that take no *arrived*; the same for the others. The store must then refuse as `read-only`. */
    readonly markArrived?: boolean;
    readonly telehealth?: boolean;
    readonly confirm?: boolean;
    readonly cancel?: boolean;
    readonly undoCancel?: boolean;
  };
}

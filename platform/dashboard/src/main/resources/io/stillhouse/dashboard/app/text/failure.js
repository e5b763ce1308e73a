// What each class of failure means, and what to do about it.
const CLASSES = {
  INVALID_INPUT: ['wrong input', 'The step refused what it was given, and trying again cannot help. Mend the definition, the parameters or the data and launch again: everything before this step comes from the cache.'],
  APPLICATION: ['application error', 'The step’s own code failed. Read the end of its log and the stack trace. “Resume” tries it once more; after a change of parameters or code, launch again.'],
  INFRASTRUCTURE: ['infrastructure', 'Something around the step failed, not the step itself: a killed process, a store that could not be reached. “Resume” goes on from its last checkpoint.'],
  PREEMPTION: ['preempted', 'The platform took the machine back more often than the step’s budget allows. “Resume” goes on from its last checkpoint; raise retry.preemption, or take a machine that stays.'],
  OUT_OF_MEMORY: ['out of memory', 'The step used more memory than it was given. Raise resources.memory of the step, or lower its batch size, and launch again: everything before it comes from the cache.'],
  TIMEOUT: ['timeout', 'The attempt ran past its timeout. Raise the step’s timeout and launch again, or resume: it goes on from its last checkpoint.'],
  CANCELLATION: ['canceled', 'Somebody asked for it. “Resume” goes on where it stopped.'],
  EVICTION: ['evicted', 'The node ran short of memory, disk or processes. “Resume” goes on from the last checkpoint; raise the step’s requests if it happens again.'],
  NODE_LOSS: ['node lost', 'The node was lost and the attempt with it. “Resume” goes on from its last checkpoint.'],
  IMAGE_PULL: ['image cannot be had', 'Check that the image’s name and tag exist in the registry and that the pull secret is right, then resume.'],
  UNSCHEDULABLE: ['no node took it', 'No node had room, or none fits the selectors, tolerations or GPUs that the step asks for. Change these or wait for room, then resume.'],
};

export function failureWord(errorClass) {
  return CLASSES[errorClass]?.[0] ?? 'error';
}

export function whatToDo(errorClass) {
  return CLASSES[errorClass]?.[1] ?? '';
}

/** The steps that failed by themselves, in plan order. */
export function failedSteps(run) {
  return run.steps.filter((step) => step.state === 'FAILED');
}

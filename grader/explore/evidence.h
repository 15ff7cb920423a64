/* From the trace of a run to the steps of the report. */
#pragma once

#include "explore.h"
#include "trace.h"

/* Fills `evidence`; call it directly after the run, before the next one. */
void evidence_make(struct explore_evidence *evidence, struct trace *trace);

void evidence_clear(struct explore_evidence *evidence);

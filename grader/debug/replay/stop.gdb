# To the step at which it goes wrong, and up to the line that takes it; or to
# the judge, who looks at the results when all threads have ended.
set pagination off
set confirm off
set print thread-events off
break explore_fatal_step
commands
  silent
  set $fatal = pc
  up-silently
  printf "%s", finding->text
  while $fatal != 0 && $pc != $fatal
    up-silently
  end
  if $fatal != 0
    frame
    info locals
  end
  backtrace 14
end
break judge_fail
commands
  silent
  up-silently
  printf "No step is wrong by itself: the judge looked at the results.\n"
  printf "Break at a line that make replay shows, and type run again.\n"
  frame
end
run

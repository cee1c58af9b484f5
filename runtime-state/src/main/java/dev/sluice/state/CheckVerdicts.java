package dev.sluice.state;

import dev.sluice.config.ObserveSettings;
import dev.sluice.config.ObserveSettings.Consequence;
import dev.sluice.config.ProxySettings;
import dev.sluice.state.CheckResult.Verdict;
import org.jspecify.annotations.Nullable;

/** Makes of what checks found what it means for their servers. */
final class CheckVerdicts {
    private final ServerStates states;
    private final Transitions transitions;

    CheckVerdicts(ServerStates states, Transitions transitions) {
        this.states = states;
        this.transitions = transitions;
    }

    /** A health check's result; one that was on its way when checks were switched off or paused means nothing. */
    boolean health(Server server, CheckResult result) {
        Check check = server.health();
        if (!check.isEnabled() || check.isPaused()) {
            return false;
        }
        return weigh(server, result, check.health());
    }

    /** A row of errors of its traffic, which may count as a failed check, also where checks are switched off. */
    boolean observed(Server server, int errors, Observation.Failure last) {
        Observation observation = server.health().observation();
        if (observation != null) {
            observation.reported();
        }
        Check check = server.health();
        Consequence consequence = server.settings().get(ObserveSettings.ON_ERROR);
        int before = check.health();
        boolean changed = false;
        if (consequence != Consequence.FASTINTER) {
            check.health(Math.min(before, healthBefore(consequence, check)));
            CheckResult result =
                    new CheckResult(CheckStatus.HTTP_ANALYZE, Verdict.FAILED, -1, -1, Observation.told(errors, last));
            long duration = check.last().durationMillis();
            changed = weigh(server, result, before);
            check.last(new CheckResult(result.status(), result.verdict(), -1, duration, result.text()));
        }
        transitions.checkSoon(server);
        return changed;
    }

    /** The best health that is left for a failed check to take from. */
    private static int healthBefore(Consequence consequence, Check check) {
        return switch (consequence) {
            case FASTINTER, FAIL_CHECK -> Integer.MAX_VALUE;
            case SUDDEN_DEATH -> check.rise() + 1;
            case MARK_DOWN -> check.rise();
        };
    }

    private boolean weigh(Server server, CheckResult result, int healthBefore) {
        Check check = server.health();
        CheckStatus before = check.last().status();
        check.last(result.lasting());
        if (result.verdict() == Verdict.FAILED && check.health() > 0) {
            CounterSet.add(server.counters().controlStripe(), Counter.FAILED_CHECKS, 1);
            check.health(check.afterFailure());
        } else if (isPassed(result)) {
            check.health(check.afterSuccess());
        }
        boolean told = server.backend().settings().get(ProxySettings.LOG_HEALTH_CHECKS);
        if (told && (check.health() != healthBefore || result.status() != before)) {
            transitions.log().checked(server, "Health", check, result);
        }
        return judge(server, result, told ? "" : TransitionLog.reason(result));
    }

    private boolean judge(Server server, CheckResult result, String cause) {
        Check health = server.health();
        if (result.verdict() == Verdict.FAILED) {
            return health.health() == 0 && transitions.operational(server, OperationalState.STOPPED, cause);
        }
        if (!isPassed(result) || !isUp(health) || !isUp(server.agent())) {
            return false;
        }
        return transitions.operational(
                server,
                result.verdict() == Verdict.CONDITIONAL ? OperationalState.STOPPING : OperationalState.RUNNING,
                cause);
    }

    /** An agent's result. That an agent can not be reached is no failure of its server. */
    boolean agent(Server server, CheckResult result, @Nullable String line) {
        Check agent = server.agent();
        if (!agent.isEnabled()) {
            return false;
        }
        if (line == null) {
            agent.last(result);
            return false;
        }
        CheckStatus statusBefore = agent.last().status();
        int healthBefore = agent.health();
        AgentReply reply = AgentReply.parse(line);
        CheckResult meaning = reply.result(result.durationMillis());
        agent.last(meaning);
        boolean changed = obey(server, reply);
        if (meaning.verdict() == Verdict.NEUTRAL) {
            return changed;
        }
        agent.health(meaning.verdict() == Verdict.FAILED ? 0 : agent.top());
        boolean told = server.backend().settings().get(ProxySettings.LOG_HEALTH_CHECKS);
        if (told && (agent.health() != healthBefore || meaning.status() != statusBefore)) {
            transitions.log().checked(server, "Agent", agent, meaning);
        }
        return follow(server, meaning, told ? "" : TransitionLog.reason(meaning)) || changed;
    }

    private boolean follow(Server server, CheckResult meaning, String cause) {
        if (meaning.verdict() == Verdict.FAILED) {
            return transitions.operational(server, OperationalState.STOPPED, cause);
        }
        return meaning.verdict() == Verdict.PASSED
                && isUp(server.health())
                && server.operationalState() != OperationalState.STOPPING
                && transitions.operational(server, OperationalState.RUNNING, cause);
    }

    private boolean obey(Server server, AgentReply reply) {
        boolean changed = switch (reply.administrative()) {
            case NONE -> false;
            case READY -> states.ready(server);
            case DRAIN -> states.drain(server);
            case MAINT -> states.maint(server);
        };
        if (reply.weightPercent() >= 0) {
            int weight = (int) Math.min(256, (long) server.initialWeight() * reply.weightPercent() / 100);
            boolean allowed =
                    ServerStates.isDynamic(server.backend()) || weight == 0 || weight == server.initialWeight();
            if (allowed && weight != server.weight()) {
                states.weight(server, weight);
                changed = true;
            }
        }
        if (reply.maxconn() >= 0 && reply.maxconn() != server.maxconn()) {
            states.maxconn(server, reply.maxconn());
            changed = true;
        }
        return changed;
    }

    private static boolean isPassed(CheckResult result) {
        return result.verdict() == Verdict.PASSED || result.verdict() == Verdict.CONDITIONAL;
    }

    private static boolean isUp(Check check) {
        return !check.isEnabled() || check.health() >= check.rise();
    }
}

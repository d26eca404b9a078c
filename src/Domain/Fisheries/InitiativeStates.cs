namespace MiyagiSensing.Domain.Fisheries;

/// <summary>What an initiative can be, as people declared it. Whether it also delivers is another question.</summary>
public static class InitiativeStates
{
    /// <summary>Declared, with evidence, and not yet begun on the day in question.</summary>
    public const string Planned = "planned";

    /// <summary>Going on.</summary>
    public const string Running = "running";

    /// <summary>Resting until it is started again.</summary>
    public const string Paused = "paused";

    /// <summary>Over.</summary>
    public const string Ended = "ended";

    /// <summary>The state on a day: what the steps up to it say. Of steps on one day the one recorded last holds.</summary>
    /// <param name="steps">In the order in which they were recorded; at least one.</param>
    /// <param name="day">The day in Japan.</param>
    public static string On(IEnumerable<InitiativeStep> steps, DateOnly day) =>
        steps.Where(step => step.On <= day).OrderBy(step => step.On).Select(step => step.Step).LastOrDefault(Planned);
}

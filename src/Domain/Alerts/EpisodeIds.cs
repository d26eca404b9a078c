namespace MiyagiSensing.Domain.Alerts;

/// <summary>Gives steps to episodes. An episode keeps its id when a late sample moves its beginning or its end.</summary>
public static class EpisodeIds
{
    /// <summary>The steps with their episodes.</summary>
    /// <param name="open">The episode that was open before the first step; null when none was.</param>
    /// <param name="told">What was told of the same stretch.</param>
    /// <param name="steps">The steps as they are now.</param>
    /// <param name="newId">Gives the id of a new episode.</param>
    public static List<ToldStep> Assign(string? open, IReadOnlyList<ToldStep> told, IReadOnlyList<LevelStep> steps, Func<string> newId)
    {
        var before = Spans(open, told);
        HashSet<string> taken = [];
        List<ToldStep> assigned = new(steps.Count);
        var episode = open;
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Begins)
            {
                var from = steps[i].At;
                var end = EndOf(steps, i);
                episode = before.Find(span => span.From <= end && from <= span.To && !taken.Contains(span.Episode)).Episode ?? newId();
                taken.Add(episode);
            }

            assigned.Add(new ToldStep(episode!, steps[i]));
        }

        return assigned;
    }

    /// <summary>The episodes that began within the stretch, with their first and last instant.</summary>
    private static List<(string Episode, long From, long To)> Spans(string? open, IReadOnlyList<ToldStep> told)
    {
        List<(string Episode, long From, long To)> spans = [];
        foreach (var step in told.Where(step => step.Episode != open))
        {
            if (step.Step.Begins)
            {
                spans.Add((step.Episode, step.Step.At, long.MaxValue));
            }
            else if (step.Step.Ends)
            {
                spans[^1] = spans[^1] with { To = step.Step.At };
            }
        }

        return spans;
    }

    private static long EndOf(IReadOnlyList<LevelStep> steps, int beginning)
    {
        for (var i = beginning + 1; i < steps.Count; i++)
        {
            if (steps[i].Ends)
            {
                return steps[i].At;
            }
        }

        return long.MaxValue;
    }
}

namespace MiyagiSensing.Domain.Alerts;

/// <summary>What is to be told after a sample or a passing of time.</summary>
/// <param name="Restated">Episodes that went otherwise than was told, in the order in which they began.</param>
/// <param name="Steps">Steps of episodes that go on as told, and of new ones, in order.</param>
public sealed record TimelineChange(IReadOnlyList<Restatement> Restated, IReadOnlyList<ToldStep> Steps)
{
    /// <summary>Nothing.</summary>
    public static readonly TimelineChange None = new([], []);
}

namespace MiyagiSensing.Domain.Catalog;

/// <summary>How often a metric is expected to be measured, so that the ledger can name what is missing.</summary>
/// <param name="Every">Time between readings, positive.</param>
/// <param name="ExceptKinds">Kinds of station that report by event, where silence is no gap, for example <c>crisis-management-gauge</c>.</param>
public sealed record ExpectedInterval(TimeSpan Every, IReadOnlyList<string> ExceptKinds);

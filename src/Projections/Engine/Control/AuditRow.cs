using System.Globalization;

namespace MiyagiSensing.Projections.Engine.Control;

/// <summary>What the auditor found last of one thing that it counts.</summary>
/// <param name="Projection">The projection with version.</param>
/// <param name="Name">What is counted, for people.</param>
/// <param name="Journal">The journal's number; null while it has never been counted to the end.</param>
/// <param name="Rows">The number of the projection's rows.</param>
/// <param name="Differing">Keys at which the two differ.</param>
/// <param name="First">The first of them, for people; null when there is none.</param>
/// <param name="AuditedAt">When, UTC.</param>
public sealed record AuditRow(string Projection, string Name, long? Journal, long? Rows, long? Differing, string? First, DateTimeOffset? AuditedAt)
{
    /// <summary><c>ok</c>, <c>differs</c> or <c>counting</c>.</summary>
    public string Verdict => Differing is null ? "counting" : Differing > 0 ? "differs" : "ok";

    /// <summary>One line for the operator: the projection, what is counted, both numbers, and of when they are: an audit that has much to count compares nothing until it has come to the end.</summary>
    public override string ToString() => Verdict switch
    {
        "counting" => $"{Engine.ProjectionName.Base(Projection)}, {Name}: the journal is still being counted",
        "ok" => string.Create(CultureInfo.InvariantCulture, $"{Engine.ProjectionName.Base(Projection)}, {Name}: {Rows}, as the journal says ({AuditedAt:yyyy-MM-dd HH:mm:ss'Z'})"),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"{Engine.ProjectionName.Base(Projection)}, {Name}: DIFFERS, {Journal} by the journal, {Rows} in the rows; at {Differing} places, the first {First} ({AuditedAt:yyyy-MM-dd HH:mm:ss'Z'})"),
    };
}

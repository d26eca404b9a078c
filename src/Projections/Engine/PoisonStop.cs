namespace MiyagiSensing.Projections.Engine;

/// <summary>The event before which a projection stands, because it can't take it in.</summary>
/// <param name="Position">The event's position.</param>
/// <param name="Event">Its id.</param>
/// <param name="Type">Its stored type name.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Error">Why, for the operator.</param>
public sealed record PoisonStop(long Position, Guid Event, string Type, string Stream, string Error)
{
    /// <summary>One sentence for the operator.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"stopped at event {Position} ({Type} on {Stream}, id {Event}): {Error}");
}

namespace MiyagiSensing.Projections.Bridges;

/// <summary>Reads the register of bridges, as it is known now or was known at the end of a day.</summary>
public interface IBridgeQueries
{
    /// <summary>The bridges of the register, by id: those not retired on the day.</summary>
    /// <param name="day">The day in Japan that duties are worked out for.</param>
    /// <param name="knownOn">Only what was recorded before the end of this day in Japan counts; null for all that is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<BridgeOverview>> ListAsync(DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken);

    /// <summary>One bridge, retired or not; null when there is none of that id, or was not yet.</summary>
    /// <param name="bridge">Bridge id.</param>
    /// <param name="day">The day in Japan that its duty is worked out for.</param>
    /// <param name="knownOn">As in <see cref="ListAsync"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<BridgeDossier?> FindAsync(string bridge, DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken);
}

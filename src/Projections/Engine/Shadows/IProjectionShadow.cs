namespace MiyagiSensing.Projections.Engine.Shadows;

/// <summary>Replays a projection beside the live one.</summary>
public interface IProjectionShadow
{
    /// <summary>Compares the live rows with a replay of the whole journal, at the same position. Nothing is changed and nobody waits.</summary>
    /// <param name="projection">Name with or without version.</param>
    /// <param name="report">Told about once a second.</param>
    /// <param name="cancellationToken">Ends it; nothing is left behind.</param>
    /// <exception cref="InvalidOperationException">There is no such projection, or it can't be replayed in this way.</exception>
    Task<ShadowReport> VerifyAsync(string projection, Action<ShadowProgress> report, CancellationToken cancellationToken);

    /// <summary>Builds the projection anew and puts it in the live one's place, without a gap for readers. Parameters as for <see cref="VerifyAsync"/>.</summary>
    Task<ShadowReport> RebuildAsync(string projection, Action<ShadowProgress> report, CancellationToken cancellationToken);
}

using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Rivers;

/// <summary>One of a gauge's limits, by the name that its kind of gauge has for it.</summary>
/// <param name="Id">Name in the catalog, for example <c>danger</c>.</param>
/// <param name="Name">The official term, Japanese and English.</param>
/// <param name="Metres">The level.</param>
/// <param name="IsAlert">False for 観測開始水位: a gauge begins to send there, nothing more.</param>
public sealed record GaugeLimit(string Id, LocalText Name, double Metres, bool IsAlert);

namespace MiyagiSensing.Domain.Catalog;

/// <summary>A text for people in both languages of the platform.</summary>
/// <param name="Ja">Japanese.</param>
/// <param name="En">English.</param>
public sealed record LocalText(string Ja, string En);
